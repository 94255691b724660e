package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Puts the blots of a picture together to digits and leaves out what is none. */
final class Grouping {
  /** So many blots at most are looked at, the largest: more are dust. */
  private static final int MOST_BLOTS = 500;

  /** Fewer dots are no dotted stroke. */
  private static final int FEWEST_DOTS = 2;

  /** From so many on, dots may be dashes too: fewer may be zeros that a thick pen filled. */
  private static final int MANY_DOTS = 6;

  /**
   * Dots make up this share of the ink that a dotted pen leaves; where strokes cross, they merge.
   */
  private static final double DOTTED = 0.5;

  /** A digit is longer than this share of the longest. */
  private static final double SPECK = 0.2;

  /** And longer than this share of the picture. */
  private static final double DUST = 0.012;

  /** And longer than so many pixels. */
  private static final int SMALLEST = 4;

  private Grouping() {}

  /** The digits' groups in reading order. */
  static List<Group> of(List<Blot> blots, int pictureLonger) {
    List<Blot> largest = blots;
    if (blots.size() > MOST_BLOTS) {
      largest = new ArrayList<>(blots);
      largest.sort(Comparator.comparingInt(blot -> -blot.area));
      largest = largest.subList(0, MOST_BLOTS);
    }
    List<Group> groups = new ArrayList<>();
    for (Blot blot : largest) {
      groups.add(new Group(blot));
    }
    double chain = dotChain(groups);
    if (chain > 0) {
      merge(groups, (one, other) -> one.distance(other) <= chain);
    }
    dropSpecks(groups, pictureLonger, SPECK / 2);
    merge(groups, Group::belongsTo);
    dropSpecks(groups, pictureLonger, SPECK);
    dropBars(groups);
    return Lines.inReadingOrder(Parting.of(groups));
  }

  /** How far apart the dots of a dotted stroke lie at most, or 0 if none is dotted. */
  private static double dotChain(List<Group> groups) {
    int all = 0;
    for (Group group : groups) {
      all += group.area;
    }
    List<Group> dots = dots(groups, 2.2);
    if (dots.size() < MANY_DOTS) {
      dots = dots(groups, 1.3);
    }
    if (dots.size() < FEWEST_DOTS) {
      return 0;
    }
    int[] sizes = new int[dots.size()];
    double[] gaps = new double[dots.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = dots.get(i).longer();
      gaps[i] = Double.MAX_VALUE;
      for (Group other : groups) {
        if (other != dots.get(i)) {
          gaps[i] = Math.min(gaps[i], dots.get(i).distance(other));
        }
      }
    }
    Arrays.sort(sizes);
    Arrays.sort(gaps);
    int usual = sizes[sizes.length / 2];
    double gap = gaps[gaps.length / 2];
    int alike = 0;
    for (Group dot : dots) {
      if (dot.longer() <= 2 * usual && 2 * dot.longer() >= usual) {
        alike += dot.area;
      }
    }
    // Dots lie close by each other; digits that a thick pen filled don't.
    return alike < DOTTED * all || gap > 4 * usual ? 0 : Math.max(2.6 * gap, 1.5 * usual);
  }

  /** The groups that are full and about round, or longer than broad by a factor at most. */
  private static List<Group> dots(List<Group> groups, double longest) {
    List<Group> dots = new ArrayList<>();
    for (Group group : groups) {
      if (group.longer() <= longest * Math.min(group.width(), group.height())
          && group.area >= 0.6 * group.width() * group.height()) {
        dots.add(group);
      }
    }
    return dots;
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
   * Leaves out dashes, and what is left of ruled lines. A bar as long as digits is a one that lies.
   */
  private static void dropBars(List<Group> groups) {
    int tallest = 0;
    for (Group group : groups) {
      tallest = Math.max(tallest, group.height());
    }
    int height = tallest;
    groups.removeIf(group ->
        group.height() < height
            && group.width() > 4 * group.height()
            && (group.width() < 0.5 * height || group.width() > 2 * height));
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
