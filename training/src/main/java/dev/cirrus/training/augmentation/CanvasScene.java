package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.PenSample;
import dev.cirrus.vision.Raster;
import java.util.List;
import java.util.SplittableRandom;

/** A canvas of 280 × 280 as the page has it, with one sample drawn on it by a person's choices. */
public final class CanvasScene {
  public static final int SIDE = 280;

  /** Paper and ink, as red, green, blue. */
  public enum Colours {
    BLACK_ON_WHITE(0xffffff, 0x000000),
    WHITE_ON_BLACK(0x000000, 0xffffff),
    BLUE_ON_YELLOW(0xfff3b0, 0x1d4ed8),
    RED_ON_GREY(0xc8ccd0, 0xb91c1c);

    private final int paper;
    private final int ink;

    Colours(int paper, int ink) {
      this.paper = paper;
      this.ink = ink;
    }
  }

  /**
   * How one is drawn.
   *
   * @param size longer side of the strokes in pixels, the pen's width not counted
   * @param width of the pen in pixels
   * @param across 0 at the left edge, 1 at the right
   * @param down 0 at the upper edge, 1 at the lower
   * @param dotted whether in dots a pen's width and a half apart
   */
  public record Pose(
      float size, float width, float across, float down, boolean dotted, Colours colours) {
    /** Any place, a size and width within limits: shares of the canvas, and pixels. */
    public static Pose any(
        SplittableRandom random, double small, double large, double thin, double thick) {
      return new Pose(
          (float) (SIDE * (small + (large - small) * random.nextDouble())),
          (float) (thin + (thick - thin) * random.nextDouble()),
          random.nextFloat(),
          random.nextFloat(),
          false,
          Colours.BLACK_ON_WHITE);
    }
  }

  private CanvasScene() {}

  /** The canvas with the sample as it was written. */
  public static Raster draw(PenSample sample, Pose pose) {
    float margin = pose.width() / 2 + 1;
    float size = Math.min(pose.size(), SIDE - 2 * margin);
    List<float[]> strokes = StrokeAugmenter.unit(sample.strokes());
    float[] b = StrokePath.bounds(strokes, 2);
    StrokePath pen = StrokePath.even(strokes, pose.width() / size);
    if (pose.dotted()) {
      pen = pen.dotted(0.02f * pose.width() / size, 1.5f * pose.width() / size);
    }
    float dx = margin + pose.across() * (SIDE - 2 * margin - (b[2] - b[0]) * size);
    float dy = margin + pose.down() * (SIDE - 2 * margin - (b[3] - b[1]) * size);
    Canvas canvas = new Canvas(SIDE, SIDE);
    canvas.draw(pen.placed(size, dx, dy));
    return coloured(canvas, pose.colours());
  }

  /** The canvas's ink in colours. */
  public static Raster coloured(Canvas canvas, Colours colours) {
    byte[] ink = canvas.ink();
    byte[] rgba = new byte[4 * ink.length];
    for (int i = 0; i < ink.length; i++) {
      int share = ink[i] & 0xff;
      for (int channel = 0; channel < 3; channel++) {
        int shift = 16 - 8 * channel;
        int paper = (colours.paper >> shift) & 0xff;
        int full = (colours.ink >> shift) & 0xff;
        rgba[4 * i + channel] = (byte) (paper + (full - paper) * share / 255);
      }
      rgba[4 * i + 3] = (byte) 255;
    }
    return Raster.rgba(canvas.width(), canvas.height(), rgba);
  }
}
