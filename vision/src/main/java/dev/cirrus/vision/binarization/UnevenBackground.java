package dev.cirrus.vision.binarization;

import dev.cirrus.vision.Raster;

/**
 * Measures ink on unevenly lit paper, as in photographs: by its distance from the paper's colour at
 * the same place.
 */
final class UnevenBackground {
  /**
   * The least distance between the colours of ink and paper, relative to the paper's brightness.
   * Ink absorbs at least an eighth of the light, √(3 × (255 / 8)²) ≈ 55; the edges of shadows
   * absorb less.
   */
  static final int MIN_CONTRAST = 60;

  /** The least share of the pixels that are paper. */
  static final double MIN_PAPER_SHARE = 0.5;

  /** Contrasts up to this many times their median are noise. */
  private static final double NOISE_CUTOFF = 2.5;

  /** √3: of grey, all three colours differ by the same amount. */
  private static final double GREY_NORM = Math.sqrt(3);

  /** Darker paper counts as this bright, otherwise its noise would count as ink. */
  private static final double MIN_PAPER_BRIGHTNESS = 64;

  private UnevenBackground() {}

  /** Returns each pixel's distance from the paper's colour, relative to the brighter of both. */
  static short[] distances(Raster raster) {
    int channels = raster.colourChannels();
    short[] distances = new short[raster.width() * raster.height()];
    byte[] sides = new byte[distances.length];
    Contrasts contrasts = new Contrasts();
    PaperColour.Row row = PaperColour.of(raster).row(raster);
    double[][] colours = row.colours();
    for (int y = 0, i = 0; y < raster.height(); y++) {
      row.moveTo(y);
      for (int x = 0; x < raster.width(); x++, i++) {
        if (row.isPaperOnShadowEdge(x, i)) {
          contrasts.add(false, 0);
          continue;
        }
        // Conditions, because C1 does not inline Math.max for doubles.
        double squares = 0;
        double sum = 0;
        double light = 0;
        double paperLight = 0;
        for (int c = 0; c < channels; c++) {
          double value = raster.value(i, c);
          double brightness = colours[c][x];
          double paper = brightness > MIN_PAPER_BRIGHTNESS ? brightness : MIN_PAPER_BRIGHTNESS;
          double difference = (value - brightness) / paper * 255;
          squares += difference * difference;
          sum += difference;
          light += value;
          paperLight += paper;
        }
        double norm = Math.sqrt(squares);
        if (light > paperLight) {
          // Relative to the brighter one: twice the brightness counts as much as half of it.
          norm *= paperLight / light;
        }
        double distance = channels == 1 ? GREY_NORM * norm : norm;
        if (distance > InkLevels.MAX_DISTANCE - 1) {
          distance = InkLevels.MAX_DISTANCE - 1;
        }
        distances[i] = (short) (distance * InkLevels.SCALE);
        sides[i] = (byte) (2 * sum > distance ? 1 : 2 * sum < -distance ? -1 : 0);
        contrasts.add(sum > 0, norm);
      }
    }
    // Ink is either darker or lighter than the paper: the opposite is a reflection or a shadow.
    clear(distances, sides, contrasts.isInkLight() ? -1 : 1);
    return distances;
  }

  /** Counts the pixels that are lighter and those that are darker than the paper by contrast. */
  private static final class Contrasts {
    private final int[] light = new int[InkLevels.MAX_DISTANCE + 1];
    private final int[] dark = new int[InkLevels.MAX_DISTANCE + 1];
    private int count;

    void add(boolean isLighter, double contrast) {
      (isLighter ? light : dark)[Math.min(InkLevels.MAX_DISTANCE, (int) contrast)]++;
      count++;
    }

    /** Returns whether more of the contrast above the noise is lighter than the paper. */
    boolean isInkLight() {
      int noise = 0;
      for (int below = light[0] + dark[0]; 2 * below < count; below += light[noise] + dark[noise]) {
        noise++;
      }
      return amount(light, noise) > amount(dark, noise);
    }

    /**
     * Adds up the contrasts of ink. Cubes give the pixels with the most contrast the most weight.
     */
    private static double amount(int[] contrasts, int noise) {
      double amount = 0;
      for (int i = (int) (NOISE_CUTOFF * noise) + 1; i < contrasts.length; i++) {
        amount += (double) contrasts[i] * i * i * i;
      }
      return amount;
    }
  }

  private static void clear(short[] distances, byte[] sides, int side) {
    for (int i = 0; i < distances.length; i++) {
      if (sides[i] == side) {
        distances[i] = 0;
      }
    }
  }
}
