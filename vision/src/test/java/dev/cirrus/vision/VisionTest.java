package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisionTest {
  /** Returns a digit in black on white, for comparison. */
  private static Digit plain(int digit) {
    return Pixels.only(Drawing.canvas().digit(digit, 80, 60, 150, 12));
  }

  @Test
  void findsNothingWhereNothingIsDrawn() {
    assertEquals(List.of(), Drawing.canvas().digits());
    assertEquals(List.of(), new Drawing(640, 480, 0x305030).digits());
  }

  @Test
  void findsNothingOnANoisyOrUnevenlyLitBlankSheet() {
    assertEquals(List.of(), Drawing.canvas().photographed((x, y) -> 0.9, 3).digits());
    assertEquals(
        List.of(),
        new Drawing(640, 480, Drawing.WHITE)
            .photographed((x, y) -> (0.9 - 0.3 * x) * (x + y < 0.9 ? 0.6 : 1), 3)
            .digits());
  }

  @Test
  void findsAOneThatIsASingleLine() {
    Digit one = plain(1);
    assertEquals(new Box(74, 54, 12, 162), one.box());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void scalesADigitTo20PixelsAndCentresItByMass(int number) {
    byte[] pixels = plain(number).pixels();
    double mass = 0;
    double across = 0;
    double down = 0;
    int top = Digit.SIDE;
    int bottom = 0;
    int most = 0;
    for (int i = 0; i < pixels.length; i++) {
      int value = pixels[i] & 255;
      mass += value;
      across += value * (i % Digit.SIDE + 0.5);
      int row = i / Digit.SIDE;
      down += value * (row + 0.5);
      most = Math.max(most, value);
      if (value > 127) {
        top = Math.min(top, row);
        bottom = row;
      }
    }
    assertEquals(14, across / mass, 0.1);
    assertEquals(14, down / mass, 0.1);
    assertEquals(20, bottom + 1 - top, 1);
    assertEquals(255, most);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "4, true", "10, true", "4, false"})
  void onlyShrinksAnEnlargedImageOfMnist(int times, boolean isLightOnDark) {
    Drawing image = bold(Drawing.BLACK, Drawing.WHITE);
    Drawing picture = isLightOnDark ? image : bold(Drawing.WHITE, Drawing.BLACK);

    byte[] pixels = onlyDigit(picture.enlarged(times)).pixels();

    byte[] bytes = image.bytes();
    double sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      sum += Math.abs((bytes[4 * i] & 255) - (pixels[i] & 255));
    }
    double difference = sum / pixels.length;
    assertTrue(difference < 4, "differs by " + difference);
  }

  @Test
  void normalizesADigitThatIsNotPlacedAsInMnist() {
    Drawing picture =
        new Drawing(28, 28, Drawing.BLACK).ink(Drawing.WHITE).digit(0, 4, 6.75, 15.5, 4.5);
    byte[] pixels = onlyDigit(picture.enlarged(4)).pixels();
    double mass = 0;
    double across = 0;
    for (int i = 0; i < pixels.length; i++) {
      mass += pixels[i] & 255;
      across += (pixels[i] & 255) * (i % Digit.SIDE + 0.5);
    }
    assertEquals(14, across / mass, 0.1);
  }

  @Test
  void thickensStrokesThatMnistsPixelsCannotShow() {
    Drawing picture = Drawing.canvas().digit(0, 85.6, 46, 198, 2);
    double width = Pixels.strokeWidth(onlyDigit(picture.rgba()));
    assertTrue(width > 1.5, "the strokes are " + width + " wide");
  }

  /** Draws a bold zero with the size and the position that it would have in MNIST. */
  private static Drawing bold(int paper, int ink) {
    return new Drawing(28, 28, paper).ink(ink).digit(0, 9.85, 6.75, 15.5, 4.5);
  }

  private static Digit onlyDigit(Raster raster) {
    List<Digit> digits = Vision.find(raster);
    assertEquals(1, digits.size(), "digits found");
    return digits.get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "ffffff, 000000",
    "000000, ffffff",
    "ff0000, 00a000",
    "808080, 8a8a8a",
    "ffff00, ffffff",
    "204080, c04020",
    "ffffff, f4f4f4",
    "f054a3, f465a4",
    "62093b, 65064c"
  })
  void separatesInkFromPaperOfAnyColour(String paper, String ink) {
    for (int number : new int[] {1, 4, 8}) {
      Drawing drawing =
          new Drawing(280, 280, Integer.parseInt(paper, 16))
              .ink(Integer.parseInt(ink, 16))
              .digit(number, 80, 60, 150, 12);
      double difference = Pixels.difference(Pixels.only(drawing), plain(number));
      // In the pairs with the least contrast, ink and paper are only ten steps apart.
      assertTrue(difference < 8, "differs by " + difference);
    }
  }

  @Test
  void findsTheSamePixelsInGreyAndInColour() {
    Drawing drawing = Drawing.canvas().digit(5, 80, 60, 150, 12);
    assertArrayEquals(plain(5).pixels(), Vision.find(drawing.grey()).get(0).pixels());
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 12", "255, 3, 12", "0, 8, 40", "255, 9, 40"})
  void findsInkOfAnyWidthOnATransparentCanvas(int shade, int number, double pen) {
    byte[] bytes = Drawing.canvas().digit(number, 70, 60, 150, pen).bytes();
    for (int i = 0; i < bytes.length; i += 4) {
      bytes[i + 3] = (byte) (255 - (bytes[i] & 255));
      bytes[i] = (byte) shade;
      bytes[i + 1] = (byte) shade;
      bytes[i + 2] = (byte) shade;
    }
    List<Digit> digits = Vision.find(Raster.rgba(280, 280, bytes));
    assertEquals(1, digits.size());
    Digit opaque = Pixels.only(Drawing.canvas().digit(number, 70, 60, 150, pen));
    assertTrue(Pixels.difference(digits.get(0), opaque) < 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 4, 8, 16, 22, 30, 40})
  void normalizesTheStrokeWidthOfAnyPen(double pen) {
    for (int number : new int[] {0, 1, 2, 5, 7}) {
      Digit digit = Pixels.only(Drawing.canvas().digit(number, 70, 50, 180, pen));
      assertEquals(2.4, Pixels.strokeWidth(digit), 0.8, "stroke width of a " + number);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 8, 14, 22})
  void joinsTheDotsOfADottedStroke(double pen) {
    for (int number = 0; number <= 9; number++) {
      Drawing drawing = Drawing.canvas().dotted(1.8).digit(number, 70, 50, 180, pen);
      assertEquals(1, drawing.digits().size(), "digits found in a dotted " + number);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1.1", "0, 1.4", "0, 2.4", "1, 2", "3, 2.2"})
  void joinsDotsAndDashesWithAnySpacing(double dash, double gap) {
    for (int number = 0; number <= 9; number++) {
      for (double pen : new double[] {6, 11}) {
        Drawing drawing = Drawing.canvas().dashed(dash, gap).digit(number, 70, 50, 180, pen);
        assertEquals(1, drawing.digits().size(), "digits found in a " + number + ", pen " + pen);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1.1", "0, 1.6", "0, 2", "1, 2"})
  void separatesTwoDottedDigits(double dash, double gap) {
    for (int number = 0; number <= 9; number++) {
      Drawing drawing =
          new Drawing(400, 240, Drawing.WHITE)
              .dashed(dash, gap)
              .digit(number, 30, 30, 180, 9)
              .digit(9 - number, 210, 30, 180, 9);
      assertEquals(2, drawing.digits().size(), "digits found beside a " + number);
    }
  }

  @Test
  void separatesDigitsInAWidePen() {
    Drawing drawing =
        new Drawing(260, 130, Drawing.WHITE)
            .digit(4, 30, 40, 50, 1.3, 14)
            .digit(7, 89, 40, 50, 1.3, 14)
            .digit(4, 148, 40, 50, 1.3, 14);
    assertEquals(3, drawing.digits().size());
  }

  @Test
  void separatesDigitsFromDashesInAWiderPen() {
    Drawing drawing = new Drawing(500, 200, Drawing.WHITE).dotted(2);
    for (int y = 40; y <= 120; y += 40) {
      drawing.stroke(20, new double[] {30, y}, new double[] {190, y});
    }
    drawing.dotted(0).digit(2, 220, 40, 80, 6).digit(3, 300, 40, 80, 6).digit(5, 380, 40, 80, 6);
    List<Digit> digits = drawing.digits();
    assertEquals(3, digits.stream().filter(digit -> digit.box().x() > 210).count());
  }

  @Test
  void joinsTheBarOfAFiveToItsBody() {
    Drawing drawing =
        Drawing.canvas()
            .stroke(12, new double[] {110, 60}, new double[] {105, 120}, new double[] {150, 130})
            .stroke(12, new double[] {150, 130}, new double[] {150, 200}, new double[] {90, 210})
            .stroke(12, new double[] {135, 50}, new double[] {190, 45});
    assertEquals(1, drawing.digits().size());
  }

  @Test
  void joinsTheStrokesOfAnOpenFourButNotAnEightAndAOne() {
    Drawing four =
        Drawing.canvas()
            .stroke(10, new double[] {100, 60}, new double[] {80, 150}, new double[] {130, 150})
            .stroke(10, new double[] {155, 60}, new double[] {150, 220});
    assertEquals(1, four.digits().size());
    Drawing eightyOne = Drawing.canvas().digit(8, 60, 60, 120, 10).digit(1, 160, 60, 150, 10);
    assertEquals(2, eightyOne.digits().size());
  }

  @Test
  void joinsABrokenStroke() {
    Drawing seven =
        Drawing.canvas()
            .stroke(10, new double[] {80, 60}, new double[] {180, 60})
            .stroke(10, new double[] {178, 75}, new double[] {150, 130})
            .stroke(10, new double[] {145, 143}, new double[] {120, 220});
    assertEquals(1, seven.digits().size());
  }

  @Test
  void ordersTheDigitsOfALineFromLeftToRight() {
    Drawing drawing = new Drawing(600, 160, Drawing.WHITE);
    int[] numbers = {3, 1, 4, 1, 5, 9};
    double x = 20;
    for (int number : numbers) {
      drawing.digit(number, x, 30, 100, 8);
      // Leaves a gap of 6 % of their height.
      x += (number == 1 ? 0 : 60) + 8 + 6;
    }
    List<Digit> digits = drawing.digits();
    assertEquals(numbers.length, digits.size());
    for (int i = 0; i < numbers.length; i++) {
      Digit alone =
          Pixels.only(new Drawing(600, 160, Drawing.WHITE).digit(numbers[i], 50, 30, 100, 8));
      assertTrue(Pixels.difference(digits.get(i), alone) < 8, "digit " + i);
    }
  }

  @Test
  void ordersLinesFromTopToBottom() {
    Drawing drawing = new Drawing(300, 320, Drawing.WHITE);
    int[][] lines = {{7, 2}, {4, 0}, {1, 6}};
    for (int line = 0; line < 3; line++) {
      drawing.digit(lines[line][0], 40 + 30 * line, 20 + 100 * line, 70, 6);
      drawing.digit(lines[line][1], 140 + 30 * line, 25 + 100 * line, 70, 6);
    }
    List<Digit> digits = drawing.digits();
    assertEquals(6, digits.size());
    for (int i = 0; i < 6; i++) {
      Box box = digits.get(i).box();
      assertEquals(20 + 100 * (i / 2), box.y(), 10, "line of digit " + i);
      assertEquals((i % 2 == 0 ? 40 : 140) + 30 * (i / 2), box.x(), 8, "position of digit " + i);
    }
  }

  @Test
  void splitsTouchingDigits() {
    Drawing drawing = new Drawing(300, 160, Drawing.WHITE).digit(3, 40, 30, 100, 1.3, 8);
    drawing.digit(6, 40 + 69 + 3, 30, 100, 1.3, 8);
    List<Digit> digits = Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits();
    assertEquals(2, digits.size());
    assertEquals(110, digits.get(1).box().x(), 12);
  }

  @Test
  void splitsDigitsThatOverlapBesideOthers() {
    Drawing drawing = new Drawing(560, 160, Drawing.WHITE);
    for (int x : new int[] {20, 370, 460}) {
      drawing.digit(3, x, 30, 100, 10);
    }
    drawing.digit(5, 130, 30, 100, 10);
    drawing.digit(8, 179, 30, 100, 10);

    assertEquals(5, Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits().size());
  }

  @Test
  void reportsAMarkThatTheScorerRejects() {
    Drawing drawing =
        new Drawing(400, 160, Drawing.WHITE)
            .digit(3, 40, 30, 100, 8)
            .stroke(8, new double[] {180, 80}, new double[] {300, 80});
    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);
    assertEquals(1, reading.digits().size());
    assertEquals(1, reading.rejected().size());
    assertEquals(176, reading.rejected().get(0).x(), 2);
  }

  @Test
  void rejectsAPairOfParentheses() {
    Drawing drawing = new Drawing(400, 160, Drawing.WHITE).digit(3, 150, 30, 100, 8);
    drawing.stroke(8, arc(60, 30, 130, -1)).stroke(8, arc(300, 30, 130, 1));

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(1, reading.digits().size());
    assertEquals(150, reading.digits().get(0).box().x(), 8);
    assertEquals(2, reading.rejected().size());
  }

  @ParameterizedTest
  @CsvSource({"100, 4", "130, 3"})
  void readsALeaningStrokeAsAOneUnlessItIsHigherThanTheDigits(int height, int digits) {
    Drawing drawing = new Drawing(500, 180, Drawing.WHITE);
    for (int i = 0; i < 3; i++) {
      drawing.digit(3, 30 + 90 * i, 30, 100, 8);
    }
    drawing.stroke(8, new double[] {350, 140 - height}, new double[] {310, 140});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsAOne);

    assertEquals(digits, reading.digits().size());
    assertEquals(4 - digits, reading.rejected().size());
  }

  @Test
  void rejectsASmallStrokeButNotTheDigitBesideIt() {
    Drawing drawing = new Drawing(450, 160, Drawing.WHITE);
    for (int i = 0; i < 3; i++) {
      drawing.digit(0, 30 + 140 * i, 30, 100, 8);
    }
    drawing.stroke(8, new double[] {114, 66}, new double[] {114, 94});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::unlessThreeStrokesAcross);

    assertEquals(3, reading.digits().size());
    assertEquals(1, reading.rejected().size());
  }

  @Test
  void rejectsAPercentSign() {
    Drawing drawing = new Drawing(300, 160, Drawing.WHITE).digit(3, 40, 30, 100, 8);
    drawing.stroke(8, new double[] {200, 30}, new double[] {150, 130});
    drawing.digit(0, 140, 32, 30, 8).digit(0, 190, 96, 30, 8);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(1, reading.digits().size());
    assertEquals(40, reading.digits().get(0).box().x(), 8);
  }

  @Test
  void readsTwoArcsThatBendTheSameWayAsDigits() {
    Drawing drawing = new Drawing(400, 160, Drawing.WHITE);
    drawing.stroke(8, arc(60, 30, 130, 1)).stroke(8, arc(300, 30, 130, 1));

    assertEquals(2, Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits().size());
  }

  @Test
  void readsADigitInACircleButNotTheCircle() {
    Drawing drawing = new Drawing(300, 300, Drawing.WHITE).digit(3, 120, 100, 90, 8);
    double[][] circle = new double[41][];
    for (int i = 0; i < circle.length; i++) {
      double angle = 2 * Math.PI * i / (circle.length - 1);
      circle[i] = new double[] {150 + 90 * Math.cos(angle), 150 + 110 * Math.sin(angle)};
    }
    drawing.stroke(8, circle);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::unlessThreeStrokesAcross);

    assertEquals(1, reading.digits().size());
    assertEquals(90, reading.digits().get(0).box().height(), 10);
    assertEquals(1, reading.rejected().size());
  }

  @Test
  void rejectsTheEyesAndTheMouthOfAFace() {
    Drawing drawing = new Drawing(300, 300, Drawing.WHITE).digit(0, 90, 50, 200, 8);
    drawing.stroke(12, new double[] {130, 110}, new double[] {130, 130});
    drawing.stroke(12, new double[] {170, 110}, new double[] {170, 130});
    drawing.stroke(12, new double[] {125, 150}, new double[] {150, 162}, new double[] {175, 150});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::hollowMayBeAnEight);

    assertEquals(List.of(), reading.digits());
  }

  @Test
  void readsADigitCloseToAnEqualsSign() {
    Drawing drawing = new Drawing(560, 140, Drawing.WHITE);
    drawing.digit(8, 20, 17, 102, 8).digit(0, 124, 17, 102, 1.4, 8);
    drawing.stroke(8, new double[] {235, 79}, new double[] {287, 80});
    drawing.stroke(8, new double[] {243, 56}, new double[] {295, 56});
    drawing.digit(6, 341, 17, 102, 8).digit(0, 451, 17, 102, 8);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(4, reading.digits().size());
  }

  @Test
  void readsADigitOnEachSideOfAnEqualsSign() {
    Drawing drawing = new Drawing(358, 233, Drawing.WHITE);
    drawing.digit(8, 50, 59, 117, 11).digit(6, 250, 59, 117, 11);
    drawing.stroke(11, new double[] {139, 110}, new double[] {190, 110});
    drawing.stroke(11, new double[] {140, 128}, new double[] {190, 128});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(2, reading.digits().size());
    assertEquals(2, reading.rejected().size());
  }

  @Test
  void doesNotReadTheEdgeOfASheetAsAOne() {
    int width = 400;
    int height = 500;
    byte[] grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (i % width < 20 + i / width / 50 ? 60 : 235);
    }

    Reading reading = Vision.read(Raster.grey(width, height, grey), VisionTest::tallIsAOne);

    assertEquals(List.of(), reading.digits());
    assertEquals(List.of(new Box(0, 0, 29, height)), reading.rejected());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40})
  void readsDigitsInAWindow(int titleHeight) {
    Drawing drawing = new Drawing(560, 300, Drawing.WHITE);
    drawing.digit(8, 140, 100, 110, 8).digit(0, 260, 100, 110, 8).digit(6, 380, 100, 110, 8);
    double left = 1;
    double right = 559;
    double top = titleHeight + 1;
    double bottom = 299;
    drawing.stroke(
        2,
        new double[] {left, top},
        new double[] {right, top},
        new double[] {right, bottom},
        new double[] {left, bottom},
        new double[] {left, top});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(3, reading.digits().size());
    assertEquals(List.of(), reading.rejected());
  }

  @Test
  void rejectsADot() {
    Drawing drawing = new Drawing(280, 280, Drawing.WHITE);
    drawing.stroke(16, new double[] {140, 130}, new double[] {142, 142});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsAOne);

    assertEquals(List.of(), reading.digits());
    assertEquals(1, reading.rejected().size());
  }

  @Test
  void readsAShortOneInAWidePen() {
    Drawing drawing = new Drawing(280, 280, Drawing.WHITE);
    drawing.stroke(24, new double[] {116, 144}, new double[] {140, 116}, new double[] {138, 164});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsAOne);

    assertEquals(1, reading.digits().size());
  }

  @Test
  void rejectsTheHolesOfARingBinder() {
    Drawing drawing = new Drawing(700, 300, Drawing.WHITE);
    for (int i = 0; i < 4; i++) {
      drawing.digit(3, 200 + 110 * i, 100, 60, 6);
    }
    for (int y = 50; y < 300; y += 90) {
      drawing.stroke(36, new double[] {60, y}, new double[] {60, y + 1});
    }

    Reading reading =
        Vision.read(
            drawing.rgba(),
            images -> {
              float[][] scores = new float[images.size()][DigitScorer.CLASSES];
              for (float[] each : scores) {
                each[8] = 0.9995f;
                each[DigitScorer.NOT_A_DIGIT] = 0.0005f;
              }
              return scores;
            });

    assertEquals(4, reading.digits().size());
    assertEquals(3, reading.rejected().size());
  }

  @Test
  void rejectsStrokesMuchThinnerThanTheDigits() {
    Drawing drawing = new Drawing(500, 160, Drawing.WHITE);
    for (int i = 0; i < 3; i++) {
      drawing.digit(3, 40 + 110 * i, 30, 100, 12);
    }
    drawing.stroke(3, new double[] {440, 30}, new double[] {444, 130});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsAOne);

    assertEquals(3, reading.digits().size());
  }

  @Test
  void rejectsPrintBesideHandwriting() {
    Drawing drawing = new Drawing(600, 400, Drawing.WHITE);
    for (int i = 0; i < 6; i++) {
      // Every second mark is wide: a letter.
      drawing.digit(3, 30 + 60 * i, 30, 30, i % 2 == 0 ? 1 : 2.5, 3);
    }
    drawing.digit(3, 100, 200, 120, 12).digit(5, 300, 200, 120, 12);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(2, reading.digits().size());
    assertEquals(6, reading.rejected().size());
  }

  @Test
  void rejectsPrintedNumbersBesideHandwriting() {
    Drawing drawing = new Drawing(600, 400, Drawing.WHITE);
    for (int i = 0; i < 8; i++) {
      drawing.digit(3, 30 + 60 * i, 30, 45, 8);
    }
    drawing.digit(3, 100, 200, 120, 8).digit(5, 300, 200, 120, 8);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(2, reading.digits().size());
    assertEquals(8, reading.rejected().size());
  }

  @Test
  void readsSmallDigitsInThinStrokesBesideLargeOnes() {
    Drawing drawing = new Drawing(600, 400, Drawing.WHITE);
    for (int i = 0; i < 6; i++) {
      drawing.digit(3, 30 + 40 * i, 30, 40 + 5 * (i % 3), 4);
    }
    drawing.digit(3, 100, 200, 120, 12).digit(5, 300, 200, 120, 12);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(8, reading.digits().size());
  }

  @Test
  void rejectsAStreakBesideALargeDigit() {
    Drawing drawing = new Drawing(300, 200, Drawing.WHITE);
    drawing.digit(3, 100, 30, 140, 16);
    drawing.stroke(6, new double[] {40, 60}, new double[] {42, 110});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::narrowIsAOne);

    assertEquals(1, reading.digits().size());
  }

  @Test
  void readsDigitsBesideAPenThatReachesAlongAllLines() {
    Drawing drawing = new Drawing(700, 1000, Drawing.WHITE);
    for (int i = 0; i < 32; i++) {
      drawing.digit(3, 62 + 70 * (i % 8), 160 + 150 * (i / 8), 60, 8);
    }
    drawing.stroke(26, new double[] {32, 110}, new double[] {32, 860});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(32, reading.digits().stream().filter(digit -> digit.box().height() < 100).count());
  }

  /** Scores like {@link #tallIsADigit}, but ink in fewer than eight columns as a one. */
  private static float[][] narrowIsAOne(List<byte[]> images) {
    float[][] scores = tallIsADigit(images);
    for (int i = 0; i < scores.length; i++) {
      int columns = 0;
      for (int x = 0; x < Digit.SIDE; x++) {
        boolean ink = false;
        for (int y = 0; y < Digit.SIDE; y++) {
          ink |= (images.get(i)[y * Digit.SIDE + x] & 255) > 80;
        }
        columns += ink ? 1 : 0;
      }
      if (columns < 8) {
        scores[i][1] = scores[i][8];
        scores[i][8] = 0;
      }
    }
    return scores;
  }

  /** An upright arc that bends to the right or, for -1, to the left. */
  private static double[][] arc(double x, double top, double bottom, int side) {
    double[][] points = new double[21][];
    for (int i = 0; i < points.length; i++) {
      double angle = Math.PI * i / (points.length - 1);
      double y = (top + bottom - (bottom - top) * Math.cos(angle)) / 2;
      points[i] = new double[] {x + side * 22 * Math.sin(angle), y};
    }
    return points;
  }

  @Test
  void numbersTheLinesOfDigits() {
    Drawing drawing =
        new Drawing(300, 260, Drawing.WHITE).digit(3, 40, 20, 90, 8).digit(4, 150, 20, 90, 8);
    drawing.digit(5, 60, 140, 90, 8);
    assertEquals(
        List.of(0, 0, 1),
        Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits().stream()
            .map(Digit::line)
            .toList());
  }

  @Test
  @Timeout(120)
  void readsOrRefusesInterlockingCombsInTime() {
    int width = 1300;
    int height = 700;
    byte[] grey = new byte[width * height];
    Arrays.fill(grey, (byte) 255);
    for (int x = 20; x < 1280; x += 2) {
      boolean upper = x % 4 == 0;
      for (int y = upper ? 20 : 30; y < (upper ? 670 : 680); y++) {
        grey[y * width + x] = 0;
      }
    }
    Arrays.fill(grey, 20 * width + 20, 20 * width + 1280, (byte) 0);
    Arrays.fill(grey, 679 * width + 20, 679 * width + 1280, (byte) 0);
    Raster raster = Raster.grey(width, height, grey);
    try {
      Vision.read(raster, VisionTest::tallIsADigit);
    } catch (TooComplexException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("expected"), e.getMessage());
    }
  }

  /** Scores like {@link #tallIsADigit}, but rejects ink with three strokes in the middle row. */
  private static float[][] unlessThreeStrokesAcross(List<byte[]> images) {
    float[][] scores = tallIsADigit(images);
    for (int i = 0; i < scores.length; i++) {
      int strokes = 0;
      for (int x = 1, at = Digit.SIDE * Digit.SIDE / 2 + 1; x < Digit.SIDE; x++, at++) {
        boolean ink = (images.get(i)[at] & 255) > 80;
        strokes += ink && (images.get(i)[at - 1] & 255) <= 80 ? 1 : 0;
      }
      if (strokes > 2) {
        scores[i][8] = 0.01f;
        scores[i][DigitScorer.NOT_A_DIGIT] = 0.99f;
      }
    }
    return scores;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCropToAClearDigitIsScoredOnce(boolean isLightInk) {
    int width = 100;
    int height = 140;
    byte[] grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      int row = i / width;
      double x = (i % width + 0.5) / 50 - 1;
      double y = (row + 0.5) / 70 - 1;
      double fromCentre = Math.hypot(x, y);
      boolean isInk = fromCentre <= 1 && fromCentre >= 0.75;
      grey[i] = (byte) (isInk == isLightInk ? 255 : 0);
    }
    List<Integer> batches = new ArrayList<>();

    Reading reading =
        Vision.read(
            Raster.grey(width, height, grey),
            images -> {
              batches.add(images.size());
              return tallIsADigit(images);
            });

    assertEquals(List.of(1), batches);
    assertEquals(List.of(new Box(0, 0, width, height)), boxes(reading.digits()));
  }

  @Test
  void aTightCropIsReadInTheToneThatAClearDigitExplains() {
    int width = 100;
    int height = 140;
    int radius = 15;
    byte[] grey = new byte[width * height];
    for (int i = 0; i < grey.length; i++) {
      int fromSide = Math.min(i % width, width - 1 - i % width);
      int fromEnd = Math.min(i / width, height - 1 - i / width);
      boolean isHole = fromSide >= 20 && fromEnd >= 20;
      boolean isOutside =
          fromSide < radius
              && fromEnd < radius
              && Math.hypot(radius - fromSide, radius - fromEnd) > radius;
      grey[i] = (byte) (isHole || isOutside ? 255 : 0);
    }

    List<Digit> digits =
        Vision.read(Raster.grey(width, height, grey), VisionTest::hollowIsAnEight).digits();

    assertEquals(List.of(0.99f), digits.stream().map(digit -> digit.scores()[8]).toList());
  }

  /** Scores ink without any at its centre as a clear eight, other ink as an unclear one. */
  private static float[][] hollowIsAnEight(List<byte[]> images) {
    float[][] scores = new float[images.size()][DigitScorer.CLASSES];
    for (int i = 0; i < scores.length; i++) {
      boolean isHollow = images.get(i)[(Digit.SIDE + 1) * Digit.SIDE / 2] == 0;
      scores[i][8] = isHollow ? 0.99f : 0;
      scores[i][1] = isHollow ? 0 : 0.4f;
      scores[i][DigitScorer.NOT_A_DIGIT] = isHollow ? 0.01f : 0.6f;
    }
    return scores;
  }

  private static List<Box> boxes(List<Digit> digits) {
    return digits.stream().map(Digit::box).toList();
  }

  /** Scores like {@link #tallIsADigit}, but the digit is a one. */
  private static float[][] tallIsAOne(List<byte[]> images) {
    float[][] scores = tallIsADigit(images);
    for (float[] each : scores) {
      each[1] = each[8];
      each[8] = 0;
    }
    return scores;
  }

  /** Scores ink without any at half its height as an eight that is not clear. */
  private static float[][] hollowMayBeAnEight(List<byte[]> images) {
    float[][] scores = new float[images.size()][DigitScorer.CLASSES];
    for (int i = 0; i < scores.length; i++) {
      boolean hollow = true;
      for (int x = 0, at = Digit.SIDE * Digit.SIDE / 2; x < Digit.SIDE; x++, at++) {
        hollow &= images.get(i)[at] == 0;
      }
      scores[i][8] = hollow ? 0.85f : 0.01f;
      scores[i][DigitScorer.NOT_A_DIGIT] = hollow ? 0.15f : 0.99f;
    }
    return scores;
  }

  /** Scores ink that is taller than wide as an eight, other ink as "not a digit". */
  private static float[][] tallIsADigit(List<byte[]> images) {
    float[][] scores = new float[images.size()][DigitScorer.CLASSES];
    for (int i = 0; i < scores.length; i++) {
      int[] columns = new int[Digit.SIDE];
      int[] rows = new int[Digit.SIDE];
      for (int p = 0; p < Digit.SIDE * Digit.SIDE; p++) {
        if ((images.get(i)[p] & 255) > 80) {
          columns[p % Digit.SIDE] = 1;
          rows[p / Digit.SIDE] = 1;
        }
      }
      boolean tall = Arrays.stream(rows).sum() > Arrays.stream(columns).sum();
      scores[i][tall ? 8 : DigitScorer.NOT_A_DIGIT] = 0.99f;
      scores[i][tall ? DigitScorer.NOT_A_DIGIT : 8] = 0.01f;
    }
    return scores;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 5, 7})
  void doesNotSplitAWideDigit(int number) {
    Drawing drawing = new Drawing(400, 160, Drawing.WHITE).digit(number, 40, 30, 100, 2.3, 8);
    assertEquals(1, drawing.digits().size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3, 6, 20})
  void doesNotMistakeALongOneForARuledLine(double pen) {
    assertEquals(
        1,
        Drawing.canvas()
            .stroke(pen, new double[] {140, 20}, new double[] {138, 260})
            .digits()
            .size());
    assertEquals(
        1,
        Drawing.canvas()
            .stroke(pen, new double[] {20, 140}, new double[] {240, 138})
            .digits()
            .size());
  }

  @Test
  void ignoresSpecks() {
    Drawing drawing = Drawing.canvas().digit(6, 100, 80, 120, 10);
    Digit clean = Pixels.only(drawing);
    drawing.stroke(5, new double[] {30, 30}, new double[] {31, 30});
    drawing.stroke(4, new double[] {240, 200}, new double[] {243, 202});
    assertArrayEquals(clean.pixels(), Pixels.only(drawing).pixels());
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "4, 8", "4, 61"})
  void removesTiltedRuledLinesThatDigitsCross(int lines, double rise) {
    Drawing drawing = new Drawing(500, 300, Drawing.WHITE);
    for (int line = 0; line < lines; line++) {
      double y = 110 + 50 * line;
      drawing.stroke(2, new double[] {-5, y}, new double[] {505, y + rise});
    }
    drawing.digit(4, 100, 60, 90, 8).digit(7, 220, 60, 90, 8).digit(1, 330, 60, 90, 8);
    assertEquals(3, drawing.digits().size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-8, 4, 8, 24})
  void removesTheLinesOfPaperThatIsNotFlat(double bend) {
    Drawing drawing = new Drawing(1000, 800, Drawing.WHITE);
    for (int y = 40; y < 800; y += 60) {
      double[][] line = new double[101][];
      for (int i = 0; i <= 100; i++) {
        line[i] = new double[] {10 * i, y + bend * Math.pow(i / 50.0 - 1, 2)};
      }
      drawing.stroke(2, line);
    }
    assertReadsDigitsOnLines(drawing);
  }

  @Test
  void removesRuledLinesOfWhichOnlyPiecesAreVisible() {
    Drawing drawing = new Drawing(1000, 800, Drawing.WHITE).dashed(12, 4);
    for (int y = 40; y < 800; y += 60) {
      drawing.stroke(2, new double[] {-5, y}, new double[] {1005, y});
    }
    drawing.dashed(0, 0);
    assertReadsDigitsOnLines(drawing);
  }

  @Test
  void removesRuledLinesOfWhichLessIsVisibleThanOfOthers() {
    Drawing drawing = new Drawing(1000, 800, Drawing.WHITE);
    for (int line = 0; line < 13; line++) {
      double y = 40 + 60 * line;
      drawing.dashed(line % 3 == 0 ? 0 : 12, line % 3 == 0 ? 0 : 18);
      drawing.stroke(2, new double[] {-5, y}, new double[] {1005, y});
    }
    drawing.dashed(0, 0);
    assertReadsDigitsOnLines(drawing);
  }

  @Test
  void removesTheMarginOfRuledPaperBesideSmallDigits() {
    Drawing drawing = new Drawing(600, 800, Drawing.WHITE);
    for (int y = 40; y < 800; y += 60) {
      drawing.stroke(2, new double[] {-5, y}, new double[] {605, y});
    }
    drawing.stroke(2, new double[] {60, -5}, new double[] {60, 805});
    drawing.digit(2, 200, 300, 40, 4).digit(3, 250, 300, 40, 4);
    assertEquals(2, drawing.digits().size());
  }

  @Test
  void removesThinLinesThatCoverOnePixelHereAndHalvesOfTwoThere() {
    Drawing drawing = new Drawing(1000, 800, Drawing.WHITE).ink(0x707070);
    for (int y = 40; y < 800; y += 60) {
      drawing.stroke(1, new double[] {-5, y}, new double[] {1005, y + 12});
    }
    drawing.ink(Drawing.BLACK);
    assertReadsDigitsOnLines(drawing);
  }

  /** Draws digits on lines, and checks that they are read without the lines. */
  private static void assertReadsDigitsOnLines(Drawing drawing) {
    for (int i = 0; i < 4; i++) {
      drawing.digit(new int[] {4, 7, 2, 1}[i], 200 + 150 * i, 360, 90, 8);
    }
    List<Digit> digits = drawing.digits();
    assertEquals(4, digits.size());
    digits.forEach(digit -> assertEquals(98, digit.box().height(), 8));
  }

  @Test
  void keepsAStrokeThatRunsAlongARuledLine() {
    Drawing drawing = new Drawing(500, 300, Drawing.WHITE);
    for (int line = 0; line < 4; line++) {
      drawing.stroke(2, new double[] {-5, 60 + 55 * line}, new double[] {505, 60 + 55 * line});
    }
    drawing.digit(2, 200, 70, 100, 8);
    double difference = Pixels.difference(Pixels.only(drawing), plain(2));
    assertTrue(difference < 8, "differs by " + difference);
  }

  @Test
  void keepsAThinDarkStrokeThatRunsAlongAFaintRuledLine() {
    Drawing drawing = new Drawing(500, 300, Drawing.WHITE).digit(2, 200, 70, 100, 3);
    Digit clean = Pixels.only(drawing);
    drawing = new Drawing(500, 300, Drawing.WHITE).ink(0x98a4c0);
    for (int line = 0; line < 4; line++) {
      drawing.stroke(3, new double[] {-5, 60 + 55 * line}, new double[] {505, 60 + 55 * line});
    }
    drawing.ink(Drawing.BLACK).digit(2, 200, 70, 100, 3);
    double difference = Pixels.difference(Pixels.only(drawing), clean);
    assertTrue(difference < 8, "differs by " + difference);
  }

  @Test
  void ignoresPiecesOfFaintLines() {
    Drawing drawing = new Drawing(500, 300, Drawing.WHITE).digit(2, 200, 70, 100, 8);
    Digit clean = Pixels.only(drawing);
    drawing.stroke(2, new double[] {20, 200}, new double[] {110, 201});
    drawing.stroke(2, new double[] {330, 60}, new double[] {480, 61});
    assertArrayEquals(clean.pixels(), Pixels.only(drawing).pixels());
  }

  @Test
  void findsNothingOnARuledSheet() {
    Drawing drawing = new Drawing(500, 300, Drawing.WHITE);
    for (int y = 40; y < 300; y += 60) {
      drawing.stroke(2, new double[] {-5, y}, new double[] {505, y});
    }
    assertEquals(List.of(), drawing.digits());
  }

  @ParameterizedTest
  @CsvSource({"800, 600, 40", "1333, 1000, 22", "280, 280, 10", "1200, 1200, 10"})
  void findsNothingOnASquaredSheet(int width, int height, int square) {
    assertEquals(List.of(), squared(width, height, square).digits());
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 40, 60})
  void findsSmallDigitsOnSquaredPaper(double height) {
    Drawing drawing = squared(800, 600, 40);
    for (int i = 0; i < 5; i++) {
      drawing.digit(new int[] {4, 7, 2, 8, 0}[i], 60 + 120 * i, 205, height, 4);
    }
    assertEquals(5, drawing.digits().size());
  }

  private static Drawing squared(int width, int height, int square) {
    Drawing drawing = new Drawing(width, height, Drawing.WHITE).ink(0x8090c0);
    for (double y = 7.5; y < height; y += square) {
      drawing.stroke(1.5, new double[] {-5, y}, new double[] {width + 5, y});
    }
    for (double x = 7.5; x < width; x += square) {
      drawing.stroke(1.5, new double[] {x, -5}, new double[] {x, height + 5});
    }
    return drawing.ink(Drawing.BLACK);
  }

  @Test
  void readsTheCellsOfATable() {
    Drawing drawing = new Drawing(700, 500, Drawing.WHITE).ink(0x606060);
    for (int i = 0; i <= 4; i++) {
      drawing.stroke(3, new double[] {100, 100 + 70 * i}, new double[] {500, 100 + 70 * i});
    }
    for (int i = 0; i <= 5; i++) {
      drawing.stroke(3, new double[] {100 + 80 * i, 100}, new double[] {100 + 80 * i, 380});
    }
    drawing.ink(Drawing.BLACK);
    drawing.digit(4, 130, 110, 50, 5).digit(7, 290, 110, 50, 5).digit(2, 370, 250, 50, 5);
    // The foot of this one crosses a line.
    drawing.digit(1, 210, 200, 50, 5);

    List<Digit> digits = Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits();

    assertEquals(4, digits.size());
    digits.forEach(digit -> assertEquals(55, digit.box().height(), 8));
  }

  /** A row of boxes, or a comb, with the digits 4, 7, 1, 0 and 2 in it, and a label above it. */
  private static Drawing form(boolean isComb, double rise, int colour) {
    Drawing drawing = new Drawing(700, 400, Drawing.WHITE).ink(colour);
    double slope = rise / 500;
    drawing.stroke(3, new double[] {100, 250}, new double[] {600, 250 + rise});
    if (!isComb) {
      drawing.stroke(3, new double[] {100, 150}, new double[] {600, 150 + rise});
    }
    for (int i = 0; i <= 5; i++) {
      double x = 100 * (i + 1);
      double y = slope * 100 * i;
      drawing.stroke(3, new double[] {x, y + (isComb ? 220 : 150)}, new double[] {x, y + 250});
    }
    drawing.ink(Drawing.BLACK);
    for (int i = 0; i < 5; i++) {
      // The foot of the one crosses the lower line.
      double y = 165 + slope * 100 * (i + 0.5) + (i == 2 ? 25 : 0);
      drawing.digit(new int[] {4, 7, 1, 0, 2}[i], 130 + 100 * i, y, 70, 6);
      drawing.digit(8, 110 + 20 * i, 110, 18, 2);
    }
    return drawing;
  }

  @ParameterizedTest
  @CsvSource({"false, 0", "false, 30", "true, 0", "true, 30"})
  void readsTheDigitsInTheFieldOfAFormButNotItsLabel(boolean isComb, double rise) {
    List<Digit> digits =
        Vision.read(form(isComb, rise, 0x606060).rgba(), VisionTest::tallIsADigit).digits();
    assertEquals(5, digits.size());
    digits.forEach(digit -> assertEquals(76, digit.box().height(), 6));
  }

  @Test
  void readsDigitsInAFieldOfFaintLinesInAPhotograph() {
    Drawing drawing =
        form(false, 20, 0xd8b8b8).photographed((x, y) -> (0.95 - 0.5 * y) * (1 - 0.4 * x), 4);
    assertEquals(5, Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits().size());
  }

  @Test
  void readsANumberInAFrameAndSmallDigitsBesideIt() {
    Drawing drawing = rectangle(new Drawing(500, 300, Drawing.WHITE), 40, 40, 300, 160);
    drawing.digit(3, 80, 60, 110, 8).digit(5, 180, 60, 110, 8).digit(8, 380, 100, 50, 6);
    assertEquals(3, Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits().size());
  }

  @Test
  void readsARectangularZero() {
    Drawing drawing = rectangle(new Drawing(400, 300, Drawing.WHITE), 60, 60, 100, 160);
    drawing.digit(3, 220, 60, 160, 8);
    assertEquals(2, Vision.read(drawing.rgba(), VisionTest::tallIsADigit).digits().size());
  }

  private static Drawing rectangle(
      Drawing drawing, double left, double top, double width, double height) {
    return drawing.stroke(
        6,
        new double[] {left, top},
        new double[] {left + width, top},
        new double[] {left + width, top + height},
        new double[] {left, top + height},
        new double[] {left, top});
  }

  @Test
  @Timeout(120)
  void readsALongThinPictureInTime() {
    byte[] grey = new byte[400_000 * 4];
    Arrays.fill(grey, (byte) 255);
    Arrays.fill(grey, 800_000, 1_200_000, (byte) 0);
    assertEquals(List.of(), Vision.find(Raster.grey(400_000, 4, grey)));
  }

  @Test
  void keepsTheBarOfASevenThatFillsThePicture() {
    Drawing drawing = new Drawing(70, 110, Drawing.WHITE).digit(7, 4, 5, 100, 8);
    assertEquals(110, Pixels.only(drawing).box().height(), 4);
  }

  @Test
  void readsASheetPhotographedInUnevenLightWithAShadow() {
    Drawing drawing = new Drawing(640, 400, 0xf0ece0).ink(0x303040);
    int[] numbers = {2, 8, 5, 7};
    for (int i = 0; i < 4; i++) {
      drawing.digit(numbers[i], 60 + 140 * i, 120, 120, 9);
    }
    drawing.photographed(
        (x, y) -> (0.95 - 0.35 * y) * (x < 0.44 ? 0.6 : x < 0.5 ? 0.6 + (x - 0.44) / 0.15 : 1), 4);
    List<Digit> digits = drawing.digits();
    assertEquals(4, digits.size());
    for (int i = 0; i < 4; i++) {
      Digit alone =
          Pixels.only(new Drawing(640, 400, Drawing.WHITE).digit(numbers[i], 60, 120, 120, 9));
      assertTrue(Pixels.difference(digits.get(i), alone) < 12, "digit " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 2", "12, 0"})
  void findsNoDigitsInAPhotographWhereMostMarksAreSomethingElse(int others, int digits) {
    Drawing drawing = new Drawing(640, 480, 0xf0ece0).ink(0x303040);
    drawing.digit(3, 60, 60, 60, 8).digit(3, 160, 60, 60, 8);
    for (int i = 0; i < others; i++) {
      double x = 60 + 140 * (i % 4);
      double y = 180 + 100 * (i / 4);
      drawing.stroke(8, new double[] {x, y + 60}, new double[] {x + 60, y});
    }
    drawing.photographed((x, y) -> 0.95 - 0.55 * y, 2);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsADigit);

    assertEquals(digits, reading.digits().size());
    assertEquals(others + 2 - digits, reading.rejected().size());
  }

  @ParameterizedTest
  @CsvSource({"false, 1", "true, 0"})
  void doesNotReadEdgesInAPhotographAsOnes(boolean hasInkAtBorder, int digits) {
    Drawing drawing = new Drawing(640, 480, 0xf0ece0).ink(0x303040);
    drawing.stroke(10, new double[] {320, 100}, new double[] {322, 380});
    if (hasInkAtBorder) {
      drawing.stroke(20, new double[] {40, 3}, new double[] {240, 3});
    }
    drawing.photographed((x, y) -> 0.95 - 0.55 * y, 2);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsAOne);

    assertEquals(digits, reading.digits().size());
  }

  @Test
  void readsAOneOnRuledPaperInAPhotograph() {
    Drawing drawing = new Drawing(640, 480, 0xf0ece0).ink(0x8090b0);
    for (int y = 20; y < 480; y += 40) {
      drawing.stroke(2, new double[] {-5, y}, new double[] {645, y});
    }
    drawing.ink(0x303040).stroke(10, new double[] {320, 165}, new double[] {322, 275});
    drawing.photographed((x, y) -> 0.95 - 0.3 * y, 2);

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsAOne);

    assertEquals(1, reading.digits().size());
  }

  @Test
  void readsALargeOneCroppedToItsInk() {
    Drawing drawing = new Drawing(380, 500, Drawing.WHITE);
    drawing.stroke(40, new double[] {20, 160}, new double[] {200, 20}, new double[] {360, 480});

    Reading reading = Vision.read(drawing.rgba(), VisionTest::tallIsAOne);

    assertEquals(1, reading.digits().size());
  }

  @Test
  void doesNotDistortDigitsInPicturesOfAnyShape() {
    byte[] square = plain(3).pixels();
    Digit wide = Pixels.only(new Drawing(900, 220, Drawing.WHITE).digit(3, 500, 40, 150, 12));
    Digit high = Pixels.only(new Drawing(200, 1000, Drawing.WHITE).digit(3, 50, 700, 150, 12));
    assertArrayEquals(square, wide.pixels());
    assertArrayEquals(square, high.pixels());
  }

  @Test
  void locatesADigitInALargePhotograph() {
    Drawing drawing = new Drawing(2400, 1800, Drawing.WHITE).digit(2, 1500, 900, 300, 20);
    Box box = Pixels.only(drawing).box();
    assertEquals(1490, box.x(), 6);
    assertEquals(890, box.y(), 6);
    assertEquals(320, box.height(), 8);
  }
}
