package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines of digits. */
final class Lines {
  private Lines() {}

  /** Lines from the top, in each the digits from the left. */
  static List<Group> inReadingOrder(List<Group> groups) {
    List<Group> fromLeft = new ArrayList<>(groups);
    fromLeft.sort(Comparator.<Group>comparingInt(g -> g.left).thenComparingInt(g -> g.top));
    List<List<Group>> lines = new ArrayList<>();
    for (Group group : fromLeft) {
      List<Group> best = null;
      double most = 0.3;
      for (List<Group> line : lines) {
        // The line may climb or fall: its last digit tells where it runs now.
        Group last = line.get(line.size() - 1);
        double shared = -group.gapDown(last) / (double) Math.min(group.height(), last.height());
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
    lines.sort(Comparator.comparingDouble(Lines::middle));
    List<Group> ordered = new ArrayList<>();
    lines.forEach(ordered::addAll);
    return ordered;
  }

  private static double middle(List<Group> line) {
    double sum = 0;
    for (Group group : line) {
      sum += (group.top + group.bottom) / 2.0;
    }
    return sum / line.size();
  }
}
