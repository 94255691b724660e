package dev.cirrus.training.augmentation;

/** A greyscale canvas that draws round, antialiased lines, as a browser does. */
public final class Canvas {
  private static final byte FULL = (byte) 255;

  private final int width;
  private final int height;
  private final byte[] ink;

  public Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.ink = new byte[width * height];
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The amount of ink in each pixel, unsigned; not a copy. */
  public byte[] ink() {
    return ink;
  }

  /** Draws lines with coordinates in pixels. */
  public void draw(StrokePath path) {
    for (float[] line : path.lines()) {
      if (line.length == 3) {
        segment(line[0], line[1], line[0], line[1], line[2]);
      }
      for (int i = 3; i < line.length; i += 3) {
        float radius = (line[i - 1] + line[i + 2]) / 2;
        segment(line[i - 3], line[i - 2], line[i], line[i + 1], radius);
      }
    }
  }

  private void segment(float x0, float y0, float x1, float y1, float radius) {
    int left = Math.max(0, (int) (Math.min(x0, x1) - radius - 1));
    int right = Math.min(width - 1, (int) (Math.max(x0, x1) + radius + 1));
    int top = Math.max(0, (int) (Math.min(y0, y1) - radius - 1));
    int bottom = Math.min(height - 1, (int) (Math.max(y0, y1) + radius + 1));
    float dx = x1 - x0;
    float dy = y1 - y0;
    float square = dx * dx + dy * dy;
    float per = square > 0 ? 1 / square : 0;
    float reach = (radius + 0.5f) * (radius + 0.5f);
    float core = radius > 0.5f ? (radius - 0.5f) * (radius - 0.5f) : -1;
    for (int y = top; y <= bottom; y++) {
      float py = y + 0.5f - y0;
      for (int x = left, at = y * width + left; x <= right; x++, at++) {
        if (ink[at] == FULL) {
          continue;
        }
        float px = x + 0.5f - x0;
        float t = Math.max(0, Math.min(1, (px * dx + py * dy) * per));
        float ex = px - t * dx;
        float ey = py - t * dy;
        float distance = ex * ex + ey * ey;
        if (distance >= reach) {
          continue;
        }
        int value =
            distance <= core
                ? 255
                : (int) (255 * Math.min(1, radius + 0.5f - (float) Math.sqrt(distance)));
        if (value > (ink[at] & 0xff)) {
          ink[at] = (byte) value;
        }
      }
    }
  }
}
