package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders digits by text line. */
public final class TextLines {
  /** The least vertical overlap of two neighbours on a line, as a share of the lower one. */
  private static final double MIN_OVERLAP = 0.3;

  private TextLines() {}

  /** Returns the lines from top to bottom, each with its digits from left to right. */
  public static List<List<DigitCandidate>> of(List<DigitCandidate> digits) {
    List<DigitCandidate> fromLeft = new ArrayList<>(digits);
    fromLeft.sort(
        Comparator.<DigitCandidate>comparingInt(d -> d.left()).thenComparingInt(d -> d.top()));
    List<List<DigitCandidate>> lines = new ArrayList<>();
    for (DigitCandidate digit : fromLeft) {
      List<DigitCandidate> best = null;
      double largestOverlap = MIN_OVERLAP;
      for (List<DigitCandidate> line : lines) {
        // Compared with the last digit only, because a line may slope.
        DigitCandidate last = line.get(line.size() - 1);
        double overlap =
            -digit.ink.gapDown(last.ink) / (double) Math.min(digit.height(), last.height());
        if (overlap > largestOverlap) {
          largestOverlap = overlap;
          best = line;
        }
      }
      if (best == null) {
        best = new ArrayList<>();
        lines.add(best);
      }
      best.add(digit);
    }
    lines.sort(Comparator.comparingDouble(TextLines::middle));
    return lines;
  }

  private static double middle(List<DigitCandidate> line) {
    double sum = 0;
    for (DigitCandidate digit : line) {
      sum += (digit.top() + digit.bottom()) / 2.0;
    }
    return sum / line.size();
  }
}
