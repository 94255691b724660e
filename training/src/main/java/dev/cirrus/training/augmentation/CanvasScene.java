package dev.cirrus.training.augmentation;

import dev.cirrus.training.data.PenSample;
import dev.cirrus.vision.Raster;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws a pen sample on a canvas of 280 × 280 pixels, as a person could on the page. */
public final class CanvasScene {
  public static final int SIDE = 280;

  /** The colours of paper and ink, as RGB. */
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

    /** Picks colours at random. */
    public static Colours any(RandomGenerator random) {
      return values()[random.nextInt(values().length)];
    }
  }

  /**
   * The position, size and style of a drawn sample.
   *
   * @param size longer side of the strokes in pixels, without the pen's width
   * @param width of the pen in pixels
   * @param x position from 0 at the left edge to 1 at the right
   * @param y position from 0 at the top to 1 at the bottom
   * @param dotted whether to draw dots, one and a half pen widths apart
   */
  public record Pose(float size, float width, float x, float y, boolean dotted, Colours colours) {
    /** Anywhere, at 30–90 % of the canvas, with a pen of 8–22 pixels. */
    public static Pose free(RandomGenerator random) {
      return any(random, 0.3, 0.9, 8, 22);
    }

    /** Anywhere, at 15–95 % of the canvas, with a pen of 3–30 pixels. */
    public static Pose hard(RandomGenerator random) {
      return any(random, 0.15, 0.95, 3, 30);
    }

    private static Pose any(
        RandomGenerator random, double small, double large, double thin, double thick) {
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

  /** Draws a sample as it was written. */
  public static Raster draw(PenSample sample, Pose pose) {
    return coloured(canvas(sample, pose), pose.colours());
  }

  /** Draws a sample as it was written, without colours. */
  public static Canvas canvas(PenSample sample, Pose pose) {
    float margin = pose.width() / 2 + 1;
    float size = Math.min(pose.size(), SIDE - 2 * margin);
    List<float[]> strokes = StrokeAugmenter.normalize(sample.strokes());
    float[] b = StrokePath.bounds(strokes, 2);
    StrokePath path = StrokePath.ofWidth(strokes, pose.width() / size);
    if (pose.dotted()) {
      path = path.dotted(0.02f * pose.width() / size, 1.5f * pose.width() / size);
    }
    float dx = margin + pose.x() * (SIDE - 2 * margin - (b[2] - b[0]) * size);
    float dy = margin + pose.y() * (SIDE - 2 * margin - (b[3] - b[1]) * size);
    Canvas canvas = new Canvas(SIDE, SIDE);
    canvas.draw(path.transformed(size, dx, dy));
    return canvas;
  }

  /** Colours a canvas. */
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
