package dev.cirrus.promote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.classifier.DrawnDigits;
import dev.cirrus.classifier.EvaluationSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PictureComposerTest {
  private static final EvaluationSet DIGITS = DrawnDigits.set("drawn");

  @Test
  void theSameDigitsAlwaysResultInTheSamePictures() {
    List<ReadingSet> once = PictureComposer.compose(DIGITS, 0.1);
    List<ReadingSet> again = PictureComposer.compose(DIGITS, 0.1);
    for (int set = 0; set < once.size(); set++) {
      for (int i = 0; i < once.get(set).pictures().size(); i++) {
        ReadingSet.Picture expected = once.get(set).pictures().get(i);
        ReadingSet.Picture actual = again.get(set).pictures().get(i);
        assertEquals(expected.text(), actual.text());
        assertArrayEquals(expected.raster().samples(), actual.raster().samples());
      }
    }
    assertEquals(List.of(12, 20, 2), once.stream().map(set -> set.pictures().size()).toList());
  }

  @Test
  void digitsThatFillTheirImageFitIntoThePictures() {
    byte[] pixels = new byte[784];
    Arrays.fill(pixels, (byte) 255);
    EvaluationSet full = new EvaluationSet("full", new byte[1], pixels);
    List<Integer> counts =
        PictureComposer.compose(full, 1).stream().map(set -> set.pictures().size()).toList();
    assertEquals(List.of(120, 200, 24), counts);
  }

  @Test
  void blankDigitsResultInNoPictures() {
    EvaluationSet blank = new EvaluationSet("blank", new byte[3], new byte[3 * 784]);
    assertEquals(List.of(), PictureComposer.compose(blank, 1));
  }
}
