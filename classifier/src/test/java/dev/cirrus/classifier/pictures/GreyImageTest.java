package dev.cirrus.classifier.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.RenderingHints;
import org.junit.jupiter.api.Test;

final class GreyImageTest {
  private static final GreyImage IMAGE = image(3, 0, 0, 0, 0, 9, 5);

  private static GreyImage image(int width, int... ink) {
    byte[] bytes = new byte[ink.length];
    for (int i = 0; i < ink.length; i++) {
      bytes[i] = (byte) ink[i];
    }
    return new GreyImage(width, ink.length / width, bytes);
  }

  private static void assertImage(GreyImage expected, GreyImage actual) {
    assertEquals(expected.width(), actual.width());
    assertEquals(expected.height(), actual.height());
    assertArrayEquals(expected.ink(), actual.ink());
  }

  @Test
  void croppingKeepsOnlyTheBoxOfTheInk() {
    assertImage(image(2, 9, 5), IMAGE.cropped(5));
    assertImage(image(1, 9), IMAGE.cropped(6));
    assertTrue(IMAGE.hasInk(9));
    assertFalse(IMAGE.hasInk(10));
  }

  @Test
  void aMarginIsPaperOnAllSides() {
    assertImage(image(3, 0, 0, 0, 0, 7, 0, 0, 0, 0), image(1, 7).withMargin(1));
  }

  @Test
  void aPictureAboveAnotherKeepsBothAtTheLeft() {
    assertImage(image(2, 7, 0, 1, 2), image(1, 7).above(image(2, 1, 2)));
    assertImage(image(2, 1, 2, 7, 0), image(2, 1, 2).above(image(1, 7)));
  }

  @Test
  void aQuarterTurnIsClockwise() {
    assertImage(image(2, 0, 0, 9, 0, 5, 0), IMAGE.turned());
  }

  @Test
  void reducingAveragesTheAreaThatEachPixelCovers() {
    assertImage(image(2, 25, 150), image(4, 10, 20, 100, 200, 30, 40, 100, 200).reducedTo(2));
    assertImage(image(1, 25, 150), image(2, 10, 20, 30, 40, 100, 200, 100, 200).reducedTo(2));
  }

  @Test
  void enlargingRepeatsEachPixelWithoutInterpolation() {
    assertImage(
        image(4, 9, 9, 5, 5, 9, 9, 5, 5),
        image(2, 9, 5).enlarged(2, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR));
  }

  @Test
  void inkIsDarkOnLightPaperOrLightOnDark() {
    assertArrayEquals(new byte[] {(byte) 255, 0}, image(2, 0, 255).brightness(false));
    assertArrayEquals(new byte[] {0, (byte) 255}, image(2, 0, 255).brightness(true));
  }
}
