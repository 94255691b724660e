package dev.cirrus.vision.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Raster;
import org.junit.jupiter.api.Test;

final class RectifiedSheetTest {
  private static final Quad TILTED = Scene.quad(180, 120, 640, 90, 690, 500, 130, 480);

  private static int grey(Raster raster, int x, int y) {
    return raster.samples()[(y * raster.width() + x) * raster.channels()] & 255;
  }

  @Test
  void containsTheSheetAndNothingElse() {
    Scene scene = new Scene(800, 600, 0x202428).fill(TILTED, 0xf4f2ee);

    Raster sheet = RectifiedSheet.of(scene.photograph(), TILTED).raster();

    for (int y = 0; y < sheet.height(); y++) {
      for (int x = 0; x < sheet.width(); x++) {
        assertTrue(grey(sheet, x, y) > 230, "the table shows at " + x + ", " + y);
      }
    }
  }

  @Test
  void mapsABoxBackToThePhotograph() {
    Point centre = new Point(420, 300);
    Scene scene = new Scene(800, 600, 0x202428).fill(TILTED, 0xf4f2ee);
    scene.stroke(centre, new Point(421, 300), 20, 0x000000);

    RectifiedSheet rectified = RectifiedSheet.of(scene.photograph(), TILTED);

    Raster sheet = rectified.raster();
    int left = sheet.width();
    int top = sheet.height();
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < sheet.height(); y++) {
      for (int x = 0; x < sheet.width(); x++) {
        if (grey(sheet, x, y) < 128) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x + 1);
          bottom = Math.max(bottom, y + 1);
        }
      }
    }
    Box box = rectified.inPhoto(new Box(left, top, right - left, bottom - top));
    assertEquals(410, box.x(), 3);
    assertEquals(290, box.y(), 3);
    assertEquals(21, box.width(), 5);
    assertEquals(20, box.height(), 5);
  }

  @Test
  void keepsBoxesWithinThePhotograph() {
    Quad beyond = Scene.quad(-80, -60, 900, -40, 880, 700, -90, 690);
    Scene scene = new Scene(800, 600, 0xf4f2ee);

    RectifiedSheet rectified = RectifiedSheet.of(scene.photograph(), beyond);

    Raster sheet = rectified.raster();
    Box box = rectified.inPhoto(new Box(0, 0, sheet.width(), sheet.height()));
    assertEquals(new Box(0, 0, 800, 600), box);
    assertEquals(new Box(0, 0, 1, 1), rectified.inPhoto(new Box(0, 0, 1, 1)));
  }

  @Test
  void hasTheAspectRatioOfTheSheet() {
    // A square with side 1 at distance 2 from the camera, tilted back by 45°.
    double focalLength = 0.85 * 800;
    double cos = Math.cos(Math.PI / 4);
    double[] corners = new double[8];
    for (int i = 0; i < 4; i++) {
      double x = i == 0 || i == 3 ? -0.5 : 0.5;
      double y = i < 2 ? -0.5 : 0.5;
      double depth = 2 - y * cos;
      corners[2 * i] = 400 + focalLength * x / depth;
      corners[2 * i + 1] = 300 + focalLength * y * cos / depth;
    }

    Raster sheet =
        RectifiedSheet.of(new Scene(800, 600, 0xf4f2ee).photograph(), Scene.quad(corners)).raster();

    assertEquals(1, sheet.width() / (double) sheet.height(), 0.05);
  }

  @Test
  void staysBelowTheSizeThatIsHalvedBeforeReading() {
    Raster photo = Raster.grey(3000, 2000, new byte[3000 * 2000]);
    for (int right = 2700; right < 2740; right += 4) {
      Raster sheet =
          RectifiedSheet.of(photo, Scene.quad(100, 100, right, 100, right, 1900, 100, 1900))
              .raster();
      assertTrue(
          sheet.width() * sheet.height() <= 1_600_000, sheet.width() + " × " + sheet.height());
    }
  }

  @Test
  void averagesALargeSheet() {
    int side = 4000;
    byte[] grey = new byte[side * side];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) ((i % side + i / side) % 2 == 0 ? 100 : 140);
    }

    Raster sheet =
        RectifiedSheet.of(
                Raster.grey(side, side, grey),
                Scene.quad(100, 100, 3900, 100, 3900, 3900, 100, 3900))
            .raster();

    assertTrue(sheet.width() * sheet.height() <= 1_600_000);
    double sum = 0;
    for (byte value : sheet.samples()) {
      sum += value & 255;
    }
    assertEquals(120, sum / sheet.samples().length, 2);
  }
}
