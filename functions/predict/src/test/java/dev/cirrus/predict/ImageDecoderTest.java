package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.Vision;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {
  /** A wide L near the left upper corner: no two of its eight orientations look the same. */
  private static BufferedImage ell(int type) {
    BufferedImage image = new BufferedImage(160, 100, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 160, 100);
    pen.setColor(Color.BLACK);
    pen.fillRect(16, 8, 12, 64);
    pen.fillRect(16, 60, 40, 12);
    pen.dispose();
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation, boolean little) {
    ByteBuffer part = ByteBuffer.allocate(36);
    part.putShort((short) 0xffe1).putShort((short) 34).put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
    part.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M'));
    part.order(little ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
    part.putShort((short) 42).putInt(8).putShort((short) 1);
    part.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return ByteBuffer.allocate(jpeg.length + part.capacity())
        .put(jpeg, 0, 2)
        .put(part.array())
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_USHORT_GRAY
      })
  void everyKindOfPngGivesTheSameDigit(int type) throws IOException {
    Raster raster = ImageDecoder.read(encoded(ell(type), "png"), ImageFormat.PNG).raster();
    Digit digit = Vision.find(raster).getFirst();
    Digit plain =
        Vision.find(
                ImageDecoder.read(
                        encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "png"), ImageFormat.PNG)
                    .raster())
            .getFirst();
    assertEquals(plain.box(), digit.box());
    assertArrayEquals(plain.pixels(), digit.pixels());
  }

  /** Where the L's corner and size must be once the picture is turned as EXIF says. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aJpegIsTurnedAsItsExifSays(int orientation) throws IOException {
    byte[] jpeg = encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    Raster upright =
        ImageDecoder.read(
                withOrientation(jpeg, orientation, orientation % 2 == 0), ImageFormat.JPEG)
            .raster();
    boolean sideways = orientation >= 5;
    assertEquals(sideways ? 100 : 160, upright.width());
    assertEquals(sideways ? 160 : 100, upright.height());

    dev.cirrus.vision.Box box = Vision.find(upright).getFirst().box();
    int fromStart = 16;
    int fromEnd = 160 - 56;
    int fromTop = 8;
    int fromBottom = 100 - 72;
    List<Integer> corner =
        switch (orientation) {
          case 1 -> List.of(fromStart, fromTop);
          case 2 -> List.of(fromEnd, fromTop);
          case 3 -> List.of(fromEnd, fromBottom);
          case 4 -> List.of(fromStart, fromBottom);
          case 5 -> List.of(fromTop, fromStart);
          case 6 -> List.of(fromBottom, fromStart);
          case 7 -> List.of(fromBottom, fromEnd);
          default -> List.of(fromTop, fromEnd);
        };
    // The compression may blur an edge by a pixel or two.
    assertEquals(corner.get(0), box.x(), 2);
    assertEquals(corner.get(1), box.y(), 2);
  }

  @Test
  void exifThatMakesNoSenseIsPassedOver() throws IOException {
    byte[] jpeg = encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    assertEquals(
        160, ImageDecoder.read(withOrientation(jpeg, 99, true), ImageFormat.JPEG).raster().width());
    byte[] wild = withOrientation(jpeg, 6, false);
    Arrays.fill(wild, 16, 20, (byte) 0xff);
    assertEquals(160, ImageDecoder.read(wild, ImageFormat.JPEG).raster().width());
  }

  @Test
  void aJpegIsRefusedWhereverItIsCutShort() throws IOException {
    byte[] jpeg = withOrientation(encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "jpeg"), 6, true);
    for (int length = 4; length < jpeg.length; length += 7) {
      byte[] start = Arrays.copyOf(jpeg, length);
      assertThrows(ProblemException.class, () -> ImageDecoder.read(start, ImageFormat.JPEG));
    }
  }

  @Test
  void aPictureBrokenAnywhereIsReadOrRefusedButNeverAFault() throws IOException {
    Random random = new Random(1);
    for (ImageFormat form : ImageFormat.values()) {
      byte[] whole =
          encoded(ell(BufferedImage.TYPE_3BYTE_BGR), form == ImageFormat.PNG ? "png" : "jpeg");
      for (int round = 0; round < 200; round++) {
        byte[] broken =
            round % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
        for (int i = 0; i < 3 && broken.length > 0; i++) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        ProblemType problem;
        try {
          ImageDecoder.read(broken, form);
          continue;
        } catch (ProblemException e) {
          problem = e.problem().type();
        }
        assertEquals(
            true, problem == ProblemType.UNREADABLE_PICTURE || problem == ProblemType.TOO_LARGE);
      }
    }
  }

  @Test
  void aPictureOfFortyMillionPixelsIsTheLargest() {
    byte[] header = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    ByteBuffer png = ByteBuffer.allocate(33).put(header).putInt(13);
    png.put(new byte[] {'I', 'H', 'D', 'R'}).putInt(8000).putInt(5001);
    png.put(new byte[] {8, 0, 0, 0, 0}).putInt(0);
    ProblemException e =
        assertThrows(ProblemException.class, () -> ImageDecoder.read(png.array(), ImageFormat.PNG));
    assertEquals(ProblemType.TOO_LARGE, e.problem().type());
  }

  /** A one on a sheet of 5000 × 4000: its left is at 2000, its top at 1000. */
  static BufferedImage large() {
    BufferedImage large = new BufferedImage(5000, 4000, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = large.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 5000, 4000);
    pen.setColor(Color.BLACK);
    pen.fillRect(2000, 1000, 300, 2000);
    pen.dispose();
    return large;
  }

  @Test
  void ofALargePictureEverySecondPixelIsTaken() throws IOException {
    DecodedImage picture = ImageDecoder.read(encoded(large(), "png"), ImageFormat.PNG);
    assertEquals(2, picture.step());
    assertEquals(2500, picture.raster().width());
    assertEquals(2000, picture.raster().height());
  }
}
