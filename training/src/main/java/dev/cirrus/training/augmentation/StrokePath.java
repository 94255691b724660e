package dev.cirrus.training.augmentation;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of points with the pen's radius at each point.
 *
 * @param lines each line as x, y, radius, x, y, radius, …; a line of one point is a dot
 */
public record StrokePath(List<float[]> lines) {
  /** The bounds without the pen's width: least x, least y, greatest x, greatest y. */
  public static float[] bounds(List<float[]> lines, int stride) {
    float[] bounds = {
      Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE,
    };
    for (float[] line : lines) {
      for (int i = 0; i < line.length; i += stride) {
        bounds[0] = Math.min(bounds[0], line[i]);
        bounds[1] = Math.min(bounds[1], line[i + 1]);
        bounds[2] = Math.max(bounds[2], line[i]);
        bounds[3] = Math.max(bounds[3], line[i + 1]);
      }
    }
    return bounds;
  }

  /** Strokes of x, y drawn with a constant width. */
  public static StrokePath ofWidth(List<float[]> strokes, float width) {
    List<float[]> lines = new ArrayList<>();
    for (float[] stroke : strokes) {
      float[] line = new float[stroke.length / 2 * 3];
      for (int i = 0, j = 0; i < stroke.length; i += 2, j += 3) {
        line[j] = stroke[i];
        line[j + 1] = stroke[i + 1];
        line[j + 2] = width / 2;
      }
      lines.add(line);
    }
    return new StrokePath(lines);
  }

  /**
   * Returns the lines as dots or dashes.
   *
   * @param dash length of a dash
   * @param gap length between dashes
   */
  public StrokePath dotted(float dash, float gap) {
    List<float[]> dashes = new ArrayList<>();
    for (float[] line : lines) {
      List<Float> open = new ArrayList<>();
      float within = 0;
      add(open, line[0], line[1], line[2]);
      for (int i = 3; i < line.length; i += 3) {
        float length = (float) Math.hypot(line[i] - line[i - 3], line[i + 1] - line[i - 2]);
        float done = 0;
        while (length - done > 1e-6f) {
          float until = within < dash ? dash - within : dash + gap - within;
          float go = Math.min(until, length - done);
          done += go;
          float t = done / length;
          float x = line[i - 3] + t * (line[i] - line[i - 3]);
          float y = line[i - 2] + t * (line[i + 1] - line[i - 2]);
          float r = line[i - 1] + t * (line[i + 2] - line[i - 1]);
          boolean drawing = within < dash;
          within += go;
          if (drawing) {
            add(open, x, y, r);
          }
          if (drawing && within >= dash - 1e-6f) {
            close(open, dashes);
            within = dash;
          }
          if (within >= dash + gap - 1e-6f) {
            within = 0;
            add(open, x, y, r);
          }
        }
      }
      close(open, dashes);
    }
    return new StrokePath(dashes);
  }

  private static void add(List<Float> line, float x, float y, float radius) {
    line.add(x);
    line.add(y);
    line.add(radius);
  }

  private static void close(List<Float> open, List<float[]> lines) {
    if (!open.isEmpty()) {
      float[] line = new float[open.size()];
      for (int i = 0; i < line.length; i++) {
        line[i] = open.get(i);
      }
      lines.add(line);
      open.clear();
    }
  }

  /** Returns the lines scaled, then moved. */
  public StrokePath transformed(float scale, float dx, float dy) {
    List<float[]> placed = new ArrayList<>();
    for (float[] line : lines) {
      float[] copy = line.clone();
      for (int i = 0; i < copy.length; i += 3) {
        copy[i] = copy[i] * scale + dx;
        copy[i + 1] = copy[i + 1] * scale + dy;
        copy[i + 2] *= scale;
      }
      placed.add(copy);
    }
    return new StrokePath(placed);
  }
}
