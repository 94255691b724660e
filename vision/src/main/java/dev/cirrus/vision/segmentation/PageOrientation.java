package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.Digit;
import dev.cirrus.vision.DigitScorer;
import dev.cirrus.vision.binarization.InkMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Estimates from which side a page is to be read: the one from which its marks look most certainly
 * like digits. Marks are scored as they are, without joining or cutting them, so this costs much
 * less than reading the page from each side.
 */
public final class PageOrientation {
  /** The number of marks that are scored; in pages of digits, sixteen are nearly always enough. */
  private static final int MAX_MARKS = 24;

  /** A mark that differs more than this from the usual size is dust, a line or several digits. */
  private static final double MAX_SIZE_RATIO = 2;

  /** The orientations other than upright, in quarter turns, the likeliest first. */
  private static final int[] OTHER_TURNS = {2, 1, 3};

  private PageOrientation() {}

  /**
   * Returns the number of clockwise quarter turns after which the page is upright; 0 if it is, or
   * if that is uncertain.
   */
  public static int quarterTurns(InkMap page, DigitScorer scorer, WorkBudget budget) {
    List<byte[]> images = new ArrayList<>();
    for (ConnectedComponent mark : usualMarks(page)) {
      budget.spend((long) mark.width() * mark.height());
      images.add(new DigitCandidate(new int[] {0}, mark, 0).pixels(page));
    }
    int count = images.size();
    for (int i = 0; i < 3 * count; i++) {
      images.add(turned(images.get(i)));
    }
    budget.spendCandidates(images.size());
    float[][] scores = scorer.score(images);
    double[] certainties = new double[4];
    for (int i = 0; i < scores.length; i++) {
      certainties[i / Math.max(1, count)] += PathCosts.certainty(scores[i]);
    }
    int best = 0;
    double most = certainties[0] + PathCosts.TURN;
    for (int turns : OTHER_TURNS) {
      if (certainties[turns] > most) {
        best = turns;
        most = certainties[turns];
      }
    }
    return best;
  }

  /** Returns some marks of about the usual size, smaller and larger ones. */
  private static List<ConnectedComponent> usualMarks(InkMap page) {
    List<ConnectedComponent> marks = DigitRecognizer.withoutDust(ConnectedComponent.of(page), page);
    double usual = DigitRecognizer.usualSize(marks);
    marks.removeIf(
        mark -> mark.longer() * MAX_SIZE_RATIO < usual || mark.longer() > usual * MAX_SIZE_RATIO);
    marks.sort(Comparator.comparingInt(mark -> mark.longer()));
    double step = Math.max(1, (double) marks.size() / MAX_MARKS);
    List<ConnectedComponent> some = new ArrayList<>();
    for (double i = 0; i < marks.size(); i += step) {
      some.add(marks.get((int) i));
    }
    return some;
  }

  /** Turns an image clockwise by a quarter. */
  private static byte[] turned(byte[] image) {
    byte[] turned = new byte[image.length];
    for (int y = 0, i = 0; y < Digit.SIDE; y++) {
      for (int x = 0; x < Digit.SIDE; x++, i++) {
        turned[i] = image[(Digit.SIDE - 1 - x) * Digit.SIDE + y];
      }
    }
    return turned;
  }
}
