package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders digits by text line. */
public final class TextLines {
  private TextLines() {}

  /** Lines from the top, in each the digits from the left. */
  public static List<List<DigitCandidate>> of(List<DigitCandidate> groups) {
    List<DigitCandidate> fromLeft = new ArrayList<>(groups);
    fromLeft.sort(
        Comparator.<DigitCandidate>comparingInt(g -> g.left()).thenComparingInt(g -> g.top()));
    List<List<DigitCandidate>> lines = new ArrayList<>();
    for (DigitCandidate group : fromLeft) {
      List<DigitCandidate> best = null;
      double most = 0.3;
      for (List<DigitCandidate> line : lines) {
        // The line may climb or fall: its last digit tells where it runs now.
        DigitCandidate last = line.get(line.size() - 1);
        double shared =
            -group.ink.gapDown(last.ink) / (double) Math.min(group.height(), last.height());
        if (shared > most) {
          most = shared;
          best = line;
        }
      }
      if (best == null) {
        best = new ArrayList<>();
        lines.add(best);
      }
      best.add(group);
    }
    lines.sort(Comparator.comparingDouble(TextLines::middle));
    return lines;
  }

  private static double middle(List<DigitCandidate> line) {
    double sum = 0;
    for (DigitCandidate group : line) {
      sum += (group.top() + group.bottom()) / 2.0;
    }
    return sum / line.size();
  }
}
