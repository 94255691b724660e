package dev.cirrus.predict.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.Vision;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void everyPixelFormatOfAPngGivesTheSameDigit(int type) throws IOException {
    Raster raster = ImageDecoder.decode(encoded(ell(type), "png"), ImageFormat.PNG).raster();
    Digit digit = Vision.find(raster).getFirst();
    Digit plain =
        Vision.find(
                ImageDecoder.decode(
                        encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "png"), ImageFormat.PNG)
                    .raster())
            .getFirst();
    assertEquals(plain.box(), digit.box());
    assertArrayEquals(plain.pixels(), digit.pixels());
  }

  /** Checks the L's corner and size once the picture is turned. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aJpegIsTurnedUprightByItsExifOrientation(int orientation) throws IOException {
    byte[] jpeg = encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    Raster upright =
        ImageDecoder.decode(
                ExifPicture.withOrientation(jpeg, orientation, orientation % 2 == 0),
                ImageFormat.JPEG)
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

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 6, 8})
  void aPngIsTurnedUprightByItsExifOrientation(int orientation) throws IOException {
    BufferedImage image = ell(BufferedImage.TYPE_3BYTE_BGR);
    byte[] png =
        ExifPicture.pngWithOrientation(encoded(image, "png"), orientation, orientation % 2 == 0);
    byte[] jpeg = ExifPicture.withOrientation(encoded(image, "jpeg"), orientation, true);
    dev.cirrus.vision.Box box =
        Vision.find(ImageDecoder.decode(png, ImageFormat.PNG).raster()).getFirst().box();
    dev.cirrus.vision.Box inJpeg =
        Vision.find(ImageDecoder.decode(jpeg, ImageFormat.JPEG).raster()).getFirst().box();
    assertEquals(inJpeg.x(), box.x(), 2);
    assertEquals(inJpeg.y(), box.y(), 2);
  }

  @Test
  void aPngWhoseExifOrientationIsCutShortIsRejectedOrUpright() throws IOException {
    byte[] png =
        ExifPicture.pngWithOrientation(encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "png"), 6, true);
    for (int length = 33; length < 33 + 12 + 26; length++) {
      byte[] start = Arrays.copyOf(png, length);
      assertThrows(ProblemException.class, () -> ImageDecoder.decode(start, ImageFormat.PNG));
    }
    byte[] shorter = png.clone();
    ByteBuffer.wrap(shorter).putInt(33, -1);
    assertThrows(ProblemException.class, () -> ImageDecoder.decode(shorter, ImageFormat.PNG));
  }

  @Test
  void invalidExifIsIgnored() throws IOException {
    byte[] jpeg = encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
    assertEquals(
        160,
        ImageDecoder.decode(ExifPicture.withOrientation(jpeg, 99, true), ImageFormat.JPEG)
            .raster()
            .width());
    byte[] wild = ExifPicture.withOrientation(jpeg, 6, false);
    Arrays.fill(wild, 16, 20, (byte) 0xff);
    assertEquals(160, ImageDecoder.decode(wild, ImageFormat.JPEG).raster().width());
  }

  @Test
  void aJpegCutShortAnywhereIsRejected() throws IOException {
    byte[] jpeg =
        ExifPicture.withOrientation(encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "jpeg"), 6, true);
    for (int length = 4; length < jpeg.length; length += 7) {
      byte[] start = Arrays.copyOf(jpeg, length);
      assertThrows(ProblemException.class, () -> ImageDecoder.decode(start, ImageFormat.JPEG));
    }
  }

  @Test
  void aCorruptPictureIsDecodedOrRejectedButNeverAFault() throws IOException {
    Random random = new Random(1);
    for (ImageFormat format : ImageFormat.values()) {
      byte[] whole =
          encoded(ell(BufferedImage.TYPE_3BYTE_BGR), format == ImageFormat.PNG ? "png" : "jpeg");
      for (int round = 0; round < 200; round++) {
        byte[] broken =
            round % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
        for (int i = 0; i < 3 && broken.length > 0; i++) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt();
        }
        ProblemType problem;
        try {
          ImageDecoder.decode(broken, format);
          continue;
        } catch (ProblemException e) {
          problem = e.problem().type();
        }
        assertTrue(
            problem == ProblemType.UNREADABLE_PICTURE || problem == ProblemType.TOO_LARGE,
            problem::toString);
      }
    }
  }

  @Test
  void aPictureOfMoreThanFortyMillionPixelsIsRejected() {
    byte[] header = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    ByteBuffer png = ByteBuffer.allocate(33).put(header).putInt(13);
    png.put(new byte[] {'I', 'H', 'D', 'R'}).putInt(8000).putInt(5001);
    png.put(new byte[] {8, 0, 0, 0, 0}).putInt(0);
    ProblemException e =
        assertThrows(
            ProblemException.class, () -> ImageDecoder.decode(png.array(), ImageFormat.PNG));
    assertEquals(ProblemType.TOO_LARGE, e.problem().type());
  }

  @Test
  void aLargePictureIsSubsampled() throws IOException {
    DecodedImage picture =
        ImageDecoder.decode(encoded(LargePicture.draw(), "png"), ImageFormat.PNG);
    assertEquals(2, picture.step());
    assertEquals(2500, picture.raster().width());
    assertEquals(2000, picture.raster().height());
  }

  /** Inserts bytes before the first marker with this code. */
  private static byte[] withFillBytes(byte[] jpeg, int marker, int count) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != marker) {
      at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
    }
    byte[] fill = new byte[count];
    Arrays.fill(fill, (byte) 0xff);
    return ByteBuffer.allocate(jpeg.length + count)
        .put(jpeg, 0, at)
        .put(fill)
        .put(jpeg, at, jpeg.length - at)
        .array();
  }

  @ParameterizedTest
  @ValueSource(ints = {0xe1, 0xdb, 0xc0, 0xda})
  void fillBytesMayPrecedeAnyMarkerOfAJpeg(int marker) throws IOException {
    byte[] jpeg =
        ExifPicture.withOrientation(encoded(ell(BufferedImage.TYPE_3BYTE_BGR), "jpeg"), 6, true);
    Raster plain = ImageDecoder.decode(jpeg, ImageFormat.JPEG).raster();
    Raster filled = ImageDecoder.decode(withFillBytes(jpeg, marker, 3), ImageFormat.JPEG).raster();
    assertEquals(100, filled.width());
    assertEquals(Vision.find(plain).getFirst().box(), Vision.find(filled).getFirst().box());
  }

  private static byte[] greyPng(int bits, boolean alpha, int grey) throws IOException {
    int transfer = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    ColorModel model =
        new ComponentColorModel(
            space, alpha, false, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, transfer);
    WritableRaster raster = model.createCompatibleWritableRaster(8, 8);
    int[] samples = new int[64];
    Arrays.fill(samples, grey << (bits - 8));
    raster.setSamples(0, 0, 8, 8, 0, samples);
    if (alpha) {
      Arrays.fill(samples, 255 << (bits - 8));
      raster.setSamples(0, 0, 8, 8, 1, samples);
    }
    return encoded(new BufferedImage(model, raster, false, null), "png");
  }

  @ParameterizedTest
  @CsvSource({"8, false", "8, true", "16, false", "16, true"})
  void aGreyPngKeepsItsValues(int bits, boolean alpha) throws IOException {
    for (int grey : new int[] {0, 1, 128, 255}) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(greyPng(bits, alpha, grey)));
      byte[] rgba = ImageDecoder.rgba(image);
      assertArrayEquals(
          new byte[] {(byte) grey, (byte) grey, (byte) grey, (byte) 255}, Arrays.copyOf(rgba, 4));
    }
  }

  private static byte[] progressive(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Repeats the last scan, as no encoder does but a decoder accepts. */
  private static byte[] withRepeatedScan(byte[] jpeg, int times) {
    int scan = jpeg.length - 2;
    while ((jpeg[scan] & 0xff) != 0xff || (jpeg[scan + 1] & 0xff) != 0xda) {
      scan--;
    }
    byte[] last = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
    ByteBuffer repeated = ByteBuffer.allocate(jpeg.length + times * last.length);
    repeated.put(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < times; i++) {
      repeated.put(last);
    }
    return repeated.put(jpeg, jpeg.length - 2, 2).array();
  }

  @Test
  void aProgressiveJpegIsDecoded() throws IOException {
    byte[] jpeg = progressive(ell(BufferedImage.TYPE_3BYTE_BGR));
    Raster raster = ImageDecoder.decode(jpeg, ImageFormat.JPEG).raster();
    assertEquals(16, Vision.find(raster).getFirst().box().x(), 2);
  }

  @Test
  void aJpegWithMoreScansThanAnyEncoderWritesIsRejectedWithTheReason() throws IOException {
    byte[] jpeg = withRepeatedScan(progressive(ell(BufferedImage.TYPE_3BYTE_BGR)), 1_000);
    ProblemException e =
        assertThrows(ProblemException.class, () -> ImageDecoder.decode(jpeg, ImageFormat.JPEG));
    assertEquals(ProblemType.UNREADABLE_PICTURE, e.problem().type());
    assertTrue(e.problem().detail().contains("scans"), e.problem().detail());
  }

  @Test
  void aLargeJpegWithManyScansIsRejectedBeforeItIsDecoded() throws IOException {
    byte[] jpeg = progressive(ell(BufferedImage.TYPE_3BYTE_BGR));
    int frame = 2;
    while ((jpeg[frame + 1] & 0xff) != 0xc2) {
      frame += 2 + ByteBuffer.wrap(jpeg).getShort(frame + 2);
    }
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 5_000).putShort(frame + 7, (short) 5_000);
    ProblemException e =
        assertThrows(ProblemException.class, () -> ImageDecoder.decode(jpeg, ImageFormat.JPEG));
    assertTrue(e.problem().detail().contains("10 scans"), e.problem().detail());
  }
}
