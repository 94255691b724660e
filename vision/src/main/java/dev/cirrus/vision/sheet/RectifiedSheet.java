package dev.cirrus.vision.sheet;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Raster;
import java.util.Arrays;

/** A sheet as seen from straight above, with the mapping back to the photograph. */
public final class RectifiedSheet {
  /**
   * Larger sheets are reduced: their digits remain large enough. Rounding may add a few thousand
   * pixels, but above 1.6 million the sheet would be halved before it is read.
   */
  private static final int MAX_PIXELS = 1_590_000;

  /** The width of the paper's border to leave out, as a share of the photograph's longer side. */
  private static final double MARGIN = 0.005;

  /** The typical focal length of a phone, as a share of the photograph's longer side. */
  private static final double FOCAL_LENGTH = 0.85;

  /** The largest number of samples in each direction for one pixel; more improve little. */
  private static final int MAX_SAMPLES = 3;

  /** Coordinates in the photograph are integers in this part of a pixel. */
  private static final int ONE = Homography.ONE;

  private static final int BITS = Homography.BITS;

  private final Raster raster;
  private final Homography toPhoto;
  private final int photoWidth;
  private final int photoHeight;

  private RectifiedSheet(Raster raster, Homography toPhoto, int photoWidth, int photoHeight) {
    this.raster = raster;
    this.toPhoto = toPhoto;
    this.photoWidth = photoWidth;
    this.photoHeight = photoHeight;
  }

  /** Rectifies the sheet with these corners. */
  public static RectifiedSheet of(Raster photo, Quad sheet) {
    int longer = Math.max(photo.width(), photo.height());
    Quad quad = sheet.inset(MARGIN * longer);
    double[] size = size(quad, photo.width(), photo.height(), FOCAL_LENGTH * longer);
    double times = Math.max(1, Math.sqrt(size[0] * size[1] / MAX_PIXELS));
    int width = (int) Math.max(1, Math.round(size[0] / times));
    int height = (int) Math.max(1, Math.round(size[1] / times));
    Homography toPhoto = Homography.fromRectangle(width, height, quad);
    int samples = (int) Math.min(MAX_SAMPLES, Math.max(1, Math.round(times)));
    byte[] pixels =
        samples == 1
            ? interpolated(photo, toPhoto, width, height)
            : averaged(photo, toPhoto, width, height, samples);
    Raster raster =
        photo.channels() == 1
            ? Raster.grey(width, height, pixels)
            : Raster.rgba(width, height, pixels);
    return new RectifiedSheet(raster, toPhoto, photo.width(), photo.height());
  }

  public Raster raster() {
    return raster;
  }

  /** Returns the bounding box in the photograph of a box on the sheet. */
  public Box inPhoto(Box box) {
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (int corner = 0; corner < 4; corner++) {
      double x = box.x() + (corner % 2) * box.width();
      double y = box.y() + (corner / 2) * box.height();
      Point point = toPhoto.map(x, y);
      left = Math.min(left, point.x());
      top = Math.min(top, point.y());
      right = Math.max(right, point.x());
      bottom = Math.max(bottom, point.y());
    }
    int x = (int) Math.max(0, Math.min(photoWidth - 1, Math.floor(left)));
    int y = (int) Math.max(0, Math.min(photoHeight - 1, Math.floor(top)));
    return new Box(
        x,
        y,
        (int) Math.max(1, Math.min(photoWidth, Math.ceil(right)) - x),
        (int) Math.max(1, Math.min(photoHeight, Math.ceil(bottom)) - y));
  }

  /**
   * Returns the width and height of a sheet with the same area and the aspect ratio of the real
   * sheet, which follows from the vanishing points of its sides (Zhang and He 2007, Whiteboard
   * scanning and image enhancement).
   */
  private static double[] size(Quad quad, int width, int height, double focalLength) {
    double across =
        Math.max(
            quad.topLeft().distance(quad.topRight()),
            quad.bottomLeft().distance(quad.bottomRight()));
    double down =
        Math.max(
            quad.topLeft().distance(quad.bottomLeft()),
            quad.topRight().distance(quad.bottomRight()));
    double[] one = ray(quad.topLeft(), width, height, focalLength);
    double[] two = ray(quad.topRight(), width, height, focalLength);
    double[] three = ray(quad.bottomLeft(), width, height, focalLength);
    double[] four = ray(quad.bottomRight(), width, height, focalLength);
    double second = triple(one, four, three) / triple(two, four, three);
    double third = triple(one, four, two) / triple(three, four, two);
    double upper = 0;
    double left = 0;
    for (int i = 0; i < 3; i++) {
      upper += Math.pow(second * two[i] - one[i], 2);
      left += Math.pow(third * three[i] - one[i], 2);
    }
    double ratio = Math.sqrt(upper / left);
    double apparentRatio = across / down;
    // Otherwise the corners are not those of a rectangle.
    if (!(ratio > 0.5 * apparentRatio && ratio < 2 * apparentRatio)) {
      ratio = apparentRatio;
    }
    double trueWidth = Math.sqrt(across * down * ratio);
    return new double[] {trueWidth, trueWidth / ratio};
  }

  private static double[] ray(Point point, int width, int height, double focalLength) {
    return new double[] {point.x() - width / 2.0, point.y() - height / 2.0, focalLength};
  }

  /** The triple product (a × b) · c. */
  private static double triple(double[] a, double[] b, double[] c) {
    return (a[1] * b[2] - a[2] * b[1]) * c[0]
        + (a[2] * b[0] - a[0] * b[2]) * c[1]
        + (a[0] * b[1] - a[1] * b[0]) * c[2];
  }

  /**
   * Interpolates the photograph bilinearly; beyond its border, repeats the pixels at the border.
   */
  private static byte[] interpolated(Raster photo, Homography toPhoto, int width, int height) {
    int channels = photo.channels();
    byte[] from = photo.samples();
    byte[] to = new byte[width * height * channels];
    int right = photo.width() - 1;
    int bottom = photo.height() - 1;
    int[] xs = new int[width];
    int[] ys = new int[width];
    for (int y = 0, i = 0; y < height; y++) {
      toPhoto.mapRow(y + 0.5, 1, xs, ys);
      for (int x = 0; x < width; x++) {
        int u = Math.max(0, Math.min(right * ONE, xs[x] - ONE / 2));
        int v = Math.max(0, Math.min(bottom * ONE, ys[x] - ONE / 2));
        int column = u >> BITS;
        int row = v >> BITS;
        int across = u & (ONE - 1);
        int down = v & (ONE - 1);
        int at = (row * photo.width() + column) * channels;
        int beside = column < right ? channels : 0;
        int below = row < bottom ? photo.width() * channels : 0;
        for (int c = 0; c < channels; c++, at++) {
          int upper = (from[at] & 255) * (ONE - across) + (from[at + beside] & 255) * across;
          int lower =
              (from[at + below] & 255) * (ONE - across)
                  + (from[at + below + beside] & 255) * across;
          to[i++] = (byte) ((upper * (ONE - down) + lower * down + ONE * ONE / 2) >> (2 * BITS));
        }
      }
    }
    return to;
  }

  /** Averages several samples of the photograph for each pixel of the sheet. */
  private static byte[] averaged(
      Raster photo, Homography toPhoto, int width, int height, int samples) {
    int channels = photo.channels();
    byte[] from = photo.samples();
    byte[] to = new byte[width * height * channels];
    int right = photo.width() - 1;
    int bottom = photo.height() - 1;
    int[] sums = new int[width * channels];
    int[] xs = new int[width * samples];
    int[] ys = new int[width * samples];
    int all = samples * samples;
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, all / 2);
      for (int j = 0; j < samples; j++) {
        toPhoto.mapRow(y + (j + 0.5) / samples, 1.0 / samples, xs, ys);
        for (int x = 0; x < xs.length; x++) {
          int column = Math.max(0, Math.min(right, xs[x] / ONE));
          int row = Math.max(0, Math.min(bottom, ys[x] / ONE));
          int at = (row * photo.width() + column) * channels;
          int i = x / samples * channels;
          for (int c = 0; c < channels; c++) {
            sums[i + c] += from[at + c] & 255;
          }
        }
      }
      for (int i = 0; i < sums.length; i++) {
        to[y * sums.length + i] = (byte) (sums[i] / all);
      }
    }
    return to;
  }
}
