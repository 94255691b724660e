package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the blots of a picture together to digits and leaves out what is none. */
final class Grouping {
  /** So many blots at most are looked at, the largest: more are dust. */
  private static final int MOST_BLOTS = 500;

  /** A digit is longer than this share of the longest. */
  private static final double SPECK = 0.2;

  /** And longer than this share of the picture. */
  private static final double DUST = 0.012;

  /** And longer than so many pixels. */
  private static final int SMALLEST = 4;

  /** A ruled line is thinner than this share of a pen's stroke. */
  private static final double THIN = 0.5;

  private Grouping() {}

  /** The digits' groups in reading order. */
  static List<Group> of(List<Blot> blots, int pictureLonger) {
    List<Blot> largest = blots;
    if (blots.size() > MOST_BLOTS) {
      largest = new ArrayList<>(blots);
      largest.sort(Comparator.comparingInt(blot -> -blot.area));
      largest = largest.subList(0, MOST_BLOTS);
    }
    List<Group> groups = Dashes.joined(largest);
    merge(groups, Group::nearlyTouches);
    dropSpecks(groups, pictureLonger, SPECK / 2);
    merge(groups, (one, other) -> one.belongsTo(other, groups));
    dropSpecks(groups, pictureLonger, SPECK);
    dropBars(groups);
    return Lines.inReadingOrder(Parting.of(groups));
  }

  private interface Bond {
    boolean holds(Group one, Group other);
  }

  /** Puts together what belongs together, the nearest first, until nothing does. */
  private static void merge(List<Group> groups, Bond bond) {
    while (true) {
      double nearest = Double.MAX_VALUE;
      int first = -1;
      int second = -1;
      for (int i = 0; i < groups.size(); i++) {
        for (int j = i + 1; j < groups.size(); j++) {
          double distance = groups.get(i).distance(groups.get(j));
          if (distance < nearest && bond.holds(groups.get(i), groups.get(j))) {
            nearest = distance;
            first = i;
            second = j;
          }
        }
      }
      if (first < 0) {
        return;
      }
      groups.get(first).add(groups.remove(second));
    }
  }

  /**
   * Leaves out dashes, and what is left of ruled lines, thinner than a pen. A bar as long as digits
   * and as broad as their strokes is a one that lies.
   */
  private static void dropBars(List<Group> groups) {
    if (groups.isEmpty()) {
      return;
    }
    Group tallest = groups.get(0);
    boolean bars = false;
    for (Group group : groups) {
      tallest = group.height() > tallest.height() ? group : tallest;
      bars |= isBar(group);
    }
    if (bars) {
      int height = tallest.height();
      double thinnest = THIN * tallest.stroke();
      groups.removeIf(group ->
          isBar(group)
              && group.height() < height
              && (group.width() < 0.5 * height
                  || group.width() > 2 * height
                  || group.area < thinnest * group.width()));
    }
  }

  private static boolean isBar(Group group) {
    return group.width() > 4 * group.height();
  }

  private static void dropSpecks(List<Group> groups, int pictureLonger, double share) {
    int longest = 0;
    for (Group group : groups) {
      longest = Math.max(longest, group.longer());
    }
    double least = Math.max(SMALLEST, Math.max(DUST * pictureLonger, share * longest));
    groups.removeIf(group -> group.longer() < least);
  }
}
