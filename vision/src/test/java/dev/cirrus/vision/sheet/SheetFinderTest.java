package dev.cirrus.vision.sheet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.vision.Raster;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SheetFinderTest {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 600;
  private static final int PAPER = 0xf4f2ee;

  /** 36 lines, and the four borders of the picture. */
  private static final int MAX_SIDES = 40;

  private static final Quad TILTED = Scene.quad(180, 120, 640, 90, 690, 500, 130, 480);
  private static final Quad WHOLE = Scene.quad(0, 0, WIDTH, 0, WIDTH, HEIGHT, 0, HEIGHT);

  private static Scene table(int colour) {
    return new Scene(WIDTH, HEIGHT, colour);
  }

  private static void assertFound(Quad expected, List<Quad> found) {
    assertEquals(1, found.size(), found::toString);
    assertNear(expected, found.get(0));
  }

  private static void assertNear(Quad expected, Quad found) {
    for (int i = 0; i < 4; i++) {
      double away = expected.corners().get(i).distance(found.corners().get(i));
      assertTrue(away < 6, "expected " + expected + " but got " + found);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x202428, 0x8a5a33, 0xb0b4b8, 0xe4e0d6})
  void findsASheetOnATable(int table) {
    assertFound(TILTED, SheetFinder.find(table(table).sheet(TILTED, PAPER).photograph()));
  }

  @Test
  void findsAYellowNoteOnAWhiteTable() {
    Quad note = Scene.quad(300, 180, 520, 170, 530, 390, 310, 400);

    assertFound(note, SheetFinder.find(table(0xeceae6).sheet(note, 0xf4e06a).photograph()));
  }

  @Test
  void findsASheetRotatedByThirtyDegrees() {
    Quad rotated = Scene.quad(300, 80, 646, 280, 496, 540, 150, 340);

    Quad found = SheetFinder.find(table(0x4a4038).sheet(rotated, PAPER).photograph()).get(0);

    assertNear(rotated.upright(), found);
  }

  @Test
  void findsASheetOnStripedCloth() {
    Scene scene = table(0xb05050).stripes(60, 0.6).sheet(TILTED, PAPER);

    assertFound(TILTED, SheetFinder.find(scene.photograph()));
  }

  @Test
  void findsTheWholeSheetUnderAShadow() {
    Scene scene = table(0x6a4a30).sheet(TILTED, PAPER).shadow(0.6);

    assertFound(TILTED, SheetFinder.find(scene.photograph()));
  }

  @Test
  void findsTheWholeSheetUnderAShadowAndWithSomethingOnOneSide() {
    Quad mug = Scene.quad(620, 230, 740, 230, 740, 350, 620, 350);
    Scene scene = table(0x6a4a30).sheet(TILTED, PAPER).shadow(0.6).fill(mug, 0x303040);

    assertNear(TILTED, SheetFinder.find(scene.photograph()).get(0));
  }

  @Test
  void findsTheOutlineOfASheetAsLightAsTheTable() {
    Raster photograph = table(PAPER).frame(TILTED, 3, 0x909088).writing(TILTED).photograph();

    assertFound(TILTED, SheetFinder.findOutline(photograph));
  }

  @Test
  void findsNoOutlineOnAPlainPage() {
    assertEquals(List.of(), SheetFinder.findOutline(table(PAPER).writing(WHOLE).photograph()));
  }

  @Test
  void findsASheetWithAShadowAlongOneSide() {
    Quad sheet = Scene.quad(150, 90, 488, 90, 570, 500, 140, 500);
    Scene scene = table(0x6a4a30).sheet(sheet, PAPER).shadow(0.6);

    assertFound(sheet, SheetFinder.find(scene.photograph()));
  }

  @Test
  void findsASheetWithOneSideOutsideThePicture() {
    Quad beyond = Scene.quad(250, 100, 900, 110, 900, 470, 240, 480);

    List<Quad> found = SheetFinder.find(table(0x3a3531).sheet(beyond, PAPER).photograph());

    assertEquals(1, found.size());
    assertTrue(beyond.topLeft().distance(found.get(0).topLeft()) < 6);
    assertTrue(beyond.bottomLeft().distance(found.get(0).bottomLeft()) < 6);
    assertTrue(found.get(0).topRight().x() >= WIDTH - 2);
  }

  @Test
  void findsASheetThatLeavesThePictureAtAFlatAngle() {
    Quad beyond = Scene.quad(-10, 150, 280, 140, 345, 565, -10, 635);

    List<Quad> found = SheetFinder.find(table(0x3a3531).sheet(beyond, PAPER).photograph());

    assertEquals(1, found.size());
    assertTrue(beyond.topRight().distance(found.get(0).topRight()) < 6, found::toString);
    assertTrue(beyond.bottomRight().distance(found.get(0).bottomRight()) < 6, found::toString);
  }

  @Test
  void findsASheetOutsideThePictureOnATableWithAVisibleEdge() {
    Quad floor = Scene.quad(0, 0, WIDTH, 0, WIDTH, 50, 0, 30);
    Quad sheet = Scene.quad(-10, 180, 420, 170, 430, 480, -10, 490);

    List<Quad> found =
        SheetFinder.find(table(0xd2ccc0).fill(floor, 0x302820).sheet(sheet, PAPER).photograph());

    Quad last = found.get(found.size() - 1);
    assertTrue(sheet.topRight().distance(last.topRight()) < 6, found::toString);
    assertTrue(sheet.bottomRight().distance(last.bottomRight()) < 6, found::toString);
  }

  @Test
  void findsDarkPaperWithLightInk() {
    Scene scene = table(0xd8d0c0).fill(TILTED, 0x203028).writing(TILTED, 0xe8ebe6);

    assertFound(TILTED, SheetFinder.find(scene.photograph()));
  }

  @Test
  void findsASheetOnATableWithAVisibleEdge() {
    Quad floor = Scene.quad(0, 0, WIDTH, 0, WIDTH, 50, 0, 30);
    Quad sheet = Scene.quad(300, 180, 560, 170, 570, 480, 290, 490);

    List<Quad> found =
        SheetFinder.find(table(0xd2ccc0).fill(floor, 0x302820).sheet(sheet, PAPER).photograph());

    assertNear(sheet, found.get(found.size() - 1));
  }

  @Test
  void findsSquaredPaperInTheLightOfALamp() {
    Scene scene = table(0xb0a08c).fill(TILTED, PAPER).squares(TILTED, 16, 12, 0xb4c6da);
    scene.writing(TILTED).lamp(300, 300, 380);

    assertFound(TILTED, SheetFinder.find(scene.photograph()));
  }

  @Test
  void findsTwoSheets() {
    Quad left = Scene.quad(60, 100, 370, 90, 380, 500, 70, 510);
    Quad right = Scene.quad(450, 120, 740, 110, 730, 480, 440, 490);
    Scene scene = table(0x2b2d30).sheet(left, PAPER).sheet(right, PAPER);

    assertEquals(2, SheetFinder.find(scene.photograph()).size());
  }

  @Test
  void doesNotReportABlankSheet() {
    assertEquals(List.of(), SheetFinder.find(table(0x2b2d30).fill(TILTED, PAPER).photograph()));
  }

  @Test
  void findsNoSheetIfPaperFillsThePicture() {
    assertEquals(List.of(), SheetFinder.find(table(PAPER).writing(WHOLE).photograph()));
  }

  @Test
  void doesNotMistakeAShadowForASheet() {
    Scene scene = table(PAPER).writing(WHOLE).shadow(0.55);

    assertEquals(List.of(), SheetFinder.find(scene.photograph()));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 40})
  void doesNotMistakeADrawnFrameForASheet(int thickness) {
    Scene scene = table(PAPER).writing(WHOLE).frame(TILTED, thickness, 0x202020);

    assertEquals(List.of(), SheetFinder.find(scene.photograph()));
  }

  @Test
  void doesNotMistakePrintedSquaresForSheets() {
    Scene scene = table(PAPER);
    for (int at = 40; at < WIDTH; at += 80) {
      scene.stroke(new Point(at, 0), new Point(at, HEIGHT), 2, 0x9ab0c8);
      scene.stroke(new Point(0, at), new Point(WIDTH, at), 2, 0x9ab0c8);
    }

    assertEquals(List.of(), SheetFinder.find(scene.writing(WHOLE).photograph()));
  }

  @Test
  void doesNotMistakeThickStrokesForSheets() {
    Quad seven = Scene.quad(250, 100, 550, 100, 550, 500, 250, 500);
    Scene scene = new Scene(WIDTH, HEIGHT, 0x000000);
    scene.stroke(seven.topLeft(), seven.topRight(), 90, 0xffffff);
    scene.stroke(seven.topRight(), seven.bottomLeft(), 90, 0xffffff);

    assertEquals(List.of(), SheetFinder.find(scene.photograph()));
  }

  @Test
  void doesNotSearchASmallPicture() {
    Scene scene = new Scene(200, 200, 0x202020);

    Quad sheet = Scene.quad(40, 40, 160, 40, 160, 160, 40, 160);
    assertEquals(List.of(), SheetFinder.find(scene.sheet(sheet, PAPER).photograph()));
  }

  @Test
  void searchesAGreyPicture() {
    byte[] grey = new byte[WIDTH * HEIGHT];
    byte[] rgba = table(0x404040).sheet(TILTED, PAPER).photograph().samples();
    for (int i = 0; i < grey.length; i++) {
      grey[i] = rgba[4 * i];
    }

    assertFound(TILTED, SheetFinder.find(Raster.grey(WIDTH, HEIGHT, grey)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 24, 60, 150})
  void considersFewLinesOfPatternsAsSides(int cell) {
    int side = 2000;
    byte[] grey = new byte[side * side];
    SplittableRandom random = new SplittableRandom(3);
    byte[] cells = new byte[side * 2];
    random.nextBytes(cells);
    for (int i = 0; i < grey.length; i++) {
      int x = i % side / cell;
      int y = i / side / cell;
      grey[i] = (byte) (cells[x] ^ cells[side + y]);
    }

    Raster pattern = Raster.grey(side, side, grey);
    Thumbnail small = Thumbnail.of(pattern);
    SideEdges edges = new SideEdges(new EdgeMap(small.closed()), small.width, small.height);
    // All pairs of pairs of lines are tried, so the work grows with the fourth power of the lines.
    assertTrue(edges.lineCount() <= MAX_SIDES, () -> edges.lineCount() + " lines");
    assertDoesNotThrow(() -> SheetFinder.find(pattern));
  }

  @Test
  void searchesPicturesOfAnyShape() {
    assertEquals(List.of(), SheetFinder.find(Raster.grey(20_000, 300, new byte[6_000_000])));
    assertEquals(List.of(), SheetFinder.find(Raster.grey(300, 20_000, new byte[6_000_000])));
    assertEquals(List.of(), SheetFinder.find(Raster.grey(1, 1, new byte[1])));
  }
}
