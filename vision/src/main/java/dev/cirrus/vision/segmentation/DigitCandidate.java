package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.DigitScorer;
import dev.cirrus.vision.binarization.InkMap;
import dev.cirrus.vision.normalization.DigitNormalizer;
import dev.cirrus.vision.normalization.MnistLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ink that may be one digit: one or several neighbouring primitives. */
public final class DigitCandidate {
  /** The largest number of primitives in a candidate. */
  static final int MAX_PARTS = 5;

  /** The indexes of the primitives in the recognizer's list, ascending. */
  final int[] primitives;

  final ConnectedComponent ink;

  /** The cost of joining the primitives or of cutting them from others. */
  final double geometryCost;

  /** Whether its shape or its neighbours show that it can't be a digit. */
  boolean isSymbol;

  /** Whether it has the shape of a dot. */
  boolean isDot;

  /** Whether it consists of several components. */
  boolean isMerged;

  /** Whether it was cut from other ink. */
  boolean isCut;

  private byte @Nullable [] pixels;
  private float @Nullable [] scores;
  private @Nullable Box box;

  DigitCandidate(int[] primitives, ConnectedComponent ink, double geometryCost) {
    this.primitives = primitives;
    this.ink = ink;
    this.geometryCost = geometryCost;
  }

  int left() {
    return ink.left;
  }

  int top() {
    return ink.top;
  }

  int right() {
    return ink.right;
  }

  int bottom() {
    return ink.bottom;
  }

  int width() {
    return ink.width();
  }

  int height() {
    return ink.height();
  }

  boolean isScored() {
    return scores != null;
  }

  void score(float[] given) {
    scores = given;
  }

  /** Returns the scorer's probabilities, or equal ones for all digits without a scorer. */
  public float[] scores() {
    if (scores == null) {
      scores = new float[DigitScorer.CLASSES];
      Arrays.fill(scores, 0, DigitScorer.NOT_A_DIGIT, 1f / DigitScorer.NOT_A_DIGIT);
    }
    return scores;
  }

  /** Returns the joint probability of the likeliest digit; 1 without a scorer. */
  public double bestDigit() {
    if (scores == null) {
      return 1;
    }
    float best = 0;
    for (int i = 0; i < DigitScorer.NOT_A_DIGIT; i++) {
      best = Math.max(best, scores[i]);
    }
    return best;
  }

  /** Whether a one is its likeliest digit. */
  public boolean isOne() {
    return scores != null && scores[1] == (float) bestDigit();
  }

  /** Returns how certain it is that this is an upright digit; 0 for zeros and ones. */
  public double certainty() {
    return scores == null ? 0 : PathCosts.certainty(scores);
  }

  double notADigit() {
    return scores == null ? 0 : scores[DigitScorer.NOT_A_DIGIT];
  }

  /** Returns the 28 × 28 pixels of the classifier's input. */
  public byte[] pixels(InkMap map) {
    if (pixels == null) {
      pixels = crop(map);
    }
    return pixels;
  }

  /** Returns the bounding box of the ink with its soft edges, in pixels of the ink map. */
  public Box box(InkMap map) {
    if (box == null) {
      pixels(map);
    }
    return Objects.requireNonNull(box);
  }

  /** Copies the ink with its soft edges and without neighbouring ink, and normalizes it. */
  private byte[] crop(InkMap map) {
    int left = Math.max(0, ink.left - 1);
    int top = Math.max(0, ink.top - 1);
    int width = Math.min(map.width(), ink.right + 1) - left;
    int height = Math.min(map.height(), ink.bottom + 1) - top;
    boolean[] own = new boolean[(width + 2) * (height + 2)];
    for (int i = 0; i < ink.rows.length; i++) {
      int row = (ink.rows[i] - top + 1) * (width + 2) + 1 - left;
      Arrays.fill(own, row + ink.starts[i], row + ink.ends[i], true);
    }
    byte[] crop = new byte[width * height];
    int first = width;
    int last = -1;
    int upper = height;
    int lower = -1;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        byte value = map.values()[(top + y) * map.width() + left + x];
        if (value != 0
            && (own[(y + 1) * (width + 2) + x + 1]
                || isSoftEdge(
                    map, left + x, top + y, own, (y + 1) * (width + 2) + x + 1, width + 2))) {
          crop[i] = value;
          first = Math.min(first, x);
          last = Math.max(last, x);
          upper = Math.min(upper, y);
          lower = y;
        }
      }
    }
    int across = last + 1 - first;
    int down = lower + 1 - upper;
    box = new Box(left + first, top + upper, across, down);
    byte[] tight = new byte[across * down];
    for (int y = 0; y < down; y++) {
      System.arraycopy(crop, (upper + y) * width + first, tight, y * across, across);
    }
    return isImageOfMnist(tight, map)
        ? MnistLayout.pixels(tight, box, map.width())
        : DigitNormalizer.normalize(tight, across, down);
  }

  /**
   * Returns whether the picture already is what normalization would make of it. Strokes thinner
   * than a pixel of MNIST would be lost.
   */
  private boolean isImageOfMnist(byte[] tight, InkMap map) {
    int side = map.width();
    return map.height() == side
        && MnistLayout.matches(tight, Objects.requireNonNull(box), side)
        && ink.strokeWidth() * Digit.SIDE >= side;
  }

  /** Returns whether a pixel is soft ink beside the candidate's ink and beside no other ink. */
  private static boolean isSoftEdge(InkMap map, int x, int y, boolean[] own, int at, int stride) {
    if ((map.values()[y * map.width() + x] & 255) >= ConnectedComponent.INK_THRESHOLD) {
      return false;
    }
    boolean beside = false;
    for (int j = -1; j <= 1; j++) {
      for (int i = -1; i <= 1; i++) {
        if (own[at + j * stride + i]) {
          beside = true;
        } else if (map.isInk(x + i, y + j)) {
          return false;
        }
      }
    }
    return beside;
  }

  /** Returns the same candidate after its primitives were replaced. */
  DigitCandidate over(int[] others) {
    DigitCandidate copy = new DigitCandidate(others, ink, geometryCost);
    copy.pixels = pixels;
    copy.box = box;
    copy.scores = scores;
    copy.isDot = isDot;
    copy.isMerged = isMerged;
    copy.isCut = isCut;
    return copy;
  }

  /** Joins the ink of several primitives. */
  static ConnectedComponent union(List<ConnectedComponent> all, int[] primitives) {
    return ConnectedComponent.union(Arrays.stream(primitives).mapToObj(all::get).toList());
  }
}
