package dev.cirrus.bench.reading;

import dev.cirrus.classifier.pictures.GreyImage;
import dev.cirrus.classifier.pictures.Symbol;
import dev.cirrus.training.augmentation.Canvas;
import dev.cirrus.training.augmentation.CanvasScene;
import dev.cirrus.training.augmentation.StrokeAugmenter;
import dev.cirrus.training.augmentation.StrokePath;
import dev.cirrus.training.data.PenSample;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the pen strokes of one digit or symbol, or of several side by side. */
final class StrokeRenderer {
  private final SplittableRandom random;

  StrokeRenderer(SplittableRandom random) {
    this.random = random;
  }

  /** Draws strokes at a random position of the page's canvas. */
  GreyImage canvas(List<float[]> drawn, float size, float width) {
    List<float[]> strokes = StrokeAugmenter.normalize(drawn);
    float[] b = StrokePath.bounds(strokes, 2);
    float margin = width / 2 + 1;
    float fits = Math.min(size, CanvasScene.SIDE - 2 * margin);
    float x = margin + random.nextFloat() * (CanvasScene.SIDE - 2 * margin - (b[2] - b[0]) * fits);
    float y = margin + random.nextFloat() * (CanvasScene.SIDE - 2 * margin - (b[3] - b[1]) * fits);
    Canvas canvas = new Canvas(CanvasScene.SIDE, CanvasScene.SIDE);
    canvas.draw(StrokePath.ofWidth(strokes, width / fits).transformed(fits, x, y));
    return image(canvas);
  }

  /** Draws strokes with hardly a margin. */
  static GreyImage ink(List<float[]> drawn, float size, float width) {
    List<float[]> strokes = StrokeAugmenter.normalize(drawn);
    float[] b = StrokePath.bounds(strokes, 2);
    float margin = width / 2 + 2;
    int wide = (int) Math.ceil((b[2] - b[0]) * size + 2 * margin);
    int high = (int) Math.ceil((b[3] - b[1]) * size + 2 * margin);
    Canvas canvas = new Canvas(wide, high);
    canvas.draw(StrokePath.ofWidth(strokes, width / size).transformed(size, margin, margin));
    return image(canvas);
  }

  /** Draws digits of the same height side by side. */
  GreyImage line(List<PenSample> string, float leastGap, float mostGap) {
    List<List<float[]>> drawings = string.stream().map(PenSample::strokes).toList();
    return line(drawings, leastGap, mostGap, -1, 1);
  }

  /** Draws digits of the same height side by side, with a symbol after one of them. */
  GreyImage line(List<PenSample> string, Symbol symbol) {
    List<List<float[]>> drawings =
        new ArrayList<>(string.stream().map(PenSample::strokes).toList());
    int at = random.nextInt(1, drawings.size() + 1);
    drawings.add(at, symbol.strokes(random));
    return line(drawings, 0.15f, 0.4f, at, symbol.height());
  }

  /**
   * Draws digits of the same height side by side, and at most one symbol of another height.
   *
   * @param symbol the index of the symbol among the drawings, or -1
   * @param part the symbol's height as a share of the digits' height
   */
  private GreyImage line(
      List<List<float[]>> drawings, float leastGap, float mostGap, int symbol, float part) {
    float height = RandomValues.uniform(random, 60, 160);
    float width = height * RandomValues.uniform(random, 0.06f, 0.14f);
    float margin = width + 10;
    List<StrokePath> paths = new ArrayList<>();
    float x = margin;
    for (int i = 0; i < drawings.size(); i++) {
      List<float[]> strokes = StrokeAugmenter.normalize(drawings.get(i));
      float[] b = StrokePath.bounds(strokes, 2);
      float own = i == symbol ? height * part : height;
      // Limits the scale of flat drawings: a horizontal line has no height.
      float scale = own / Math.max(0.5f, b[3] - b[1]);
      float top = margin + (height - (b[3] - b[1]) * scale) / 2;
      paths.add(
          StrokePath.ofWidth(strokes, width / scale)
              .transformed(scale, x - b[0] * scale, top - b[1] * scale));
      x += (b[2] - b[0]) * scale + width + height * RandomValues.uniform(random, leastGap, mostGap);
    }
    Canvas canvas = new Canvas((int) (x + margin), (int) (height + 2 * margin));
    paths.forEach(canvas::draw);
    return image(canvas);
  }

  private static GreyImage image(Canvas canvas) {
    return new GreyImage(canvas.width(), canvas.height(), canvas.ink());
  }
}
