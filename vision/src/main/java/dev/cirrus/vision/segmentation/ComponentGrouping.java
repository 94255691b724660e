package dev.cirrus.vision.segmentation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the components of a picture together to digits and leaves out what is none. */
public final class ComponentGrouping {
  /** So many components at most are looked at, the largest: more are dust. */
  private static final int MAX_COMPONENTS = 500;

  /** A digit is longer than this share of the longest. */
  private static final double SPECK = 0.2;

  /** And longer than this share of the picture. */
  private static final double DUST = 0.012;

  /** And longer than so many pixels. */
  private static final int SMALLEST = 4;

  /** A ruled line is thinner than this share of a pen's stroke. */
  private static final double THIN = 0.5;

  private ComponentGrouping() {}

  /** The digits' groups in reading order. */
  public static List<DigitCandidate> of(List<ConnectedComponent> components, int pictureLonger) {
    List<ConnectedComponent> largest = components;
    if (components.size() > MAX_COMPONENTS) {
      largest = new ArrayList<>(components);
      largest.sort(Comparator.comparingInt(component -> -component.area));
      largest = largest.subList(0, MAX_COMPONENTS);
    }
    List<DigitCandidate> groups = DottedStrokes.joined(largest);
    merge(groups, DigitCandidate::nearlyTouches);
    dropSpecks(groups, pictureLonger, SPECK / 2);
    merge(groups, (one, other) -> one.belongsTo(other, groups));
    dropSpecks(groups, pictureLonger, SPECK);
    dropBars(groups);
    return TextLines.inReadingOrder(TouchingDigitSplitter.of(groups));
  }

  private interface Bond {
    boolean holds(DigitCandidate one, DigitCandidate other);
  }

  /** Puts together what belongs together, the nearest first, until nothing does. */
  private static void merge(List<DigitCandidate> groups, Bond bond) {
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
  private static void dropBars(List<DigitCandidate> groups) {
    if (groups.isEmpty()) {
      return;
    }
    DigitCandidate tallest = groups.get(0);
    boolean bars = false;
    for (DigitCandidate group : groups) {
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

  private static boolean isBar(DigitCandidate group) {
    return group.width() > 4 * group.height();
  }

  private static void dropSpecks(List<DigitCandidate> groups, int pictureLonger, double share) {
    int longest = 0;
    for (DigitCandidate group : groups) {
      longest = Math.max(longest, group.longer());
    }
    double least = Math.max(SMALLEST, Math.max(DUST * pictureLonger, share * longest));
    groups.removeIf(group -> group.longer() < least);
  }
}
