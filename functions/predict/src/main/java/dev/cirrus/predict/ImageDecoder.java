package dev.cirrus.predict;

import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.vision.Raster;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Turns a picture's bytes into a raster, as it is meant to be looked at. */
final class ImageDecoder {
  /** More is refused by the header, before anything is decoded. */
  private static final int MAX_PIXELS = 40_000_000;

  /** Of a picture with more, every second pixel is enough, and takes a quarter of the memory. */
  private static final int ENOUGH_PIXELS = 16_000_000;

  private static final int CHANNELS = 4;
  private static final byte START_OF_SCAN = (byte) 0xda;
  private static final byte END_OF_IMAGE = (byte) 0xd9;

  private ImageDecoder() {}

  /**
   * Reads a picture.
   *
   * @throws ProblemException where it can't be read, or is too large
   */
  static DecodedImage read(byte[] bytes, ImageFormat format) {
    if (!begins(bytes, format)) {
      throw new ProblemException(
          ProblemType.UNREADABLE_PICTURE,
          "The body is no %s: send the bytes of a PNG or a JPEG, and its media type as Content-Type."
              .formatted(format));
    }
    if (format == ImageFormat.JPEG && isCutShort(bytes)) {
      throw brokenOrCutShort(format);
    }
    Decoded decoded = decode(bytes, format);
    int width = decoded.width;
    int height = decoded.height;
    int orientation =
        format == ImageFormat.JPEG ? ExifOrientation.of(bytes) : ExifOrientation.UPRIGHT;
    byte[] rgba = ExifOrientation.turn(decoded.rgba, width, height, orientation);
    return new DecodedImage(
        ExifOrientation.isSideways(orientation)
            ? Raster.rgba(height, width, rgba)
            : Raster.rgba(width, height, rgba),
        decoded.step);
  }

  /** Pixels as they lie in the file. */
  private static final class Decoded {
    final int width;
    final int height;
    final int step;
    final byte[] rgba;

    Decoded(BufferedImage image, int step) {
      this.width = image.getWidth();
      this.height = image.getHeight();
      this.step = step;
      this.rgba = rgba(image);
    }
  }

  private static boolean begins(byte[] bytes, ImageFormat format) {
    byte[] signature =
        switch (format) {
          case PNG -> new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
          case JPEG -> new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
        };
    if (bytes.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (bytes[i] != signature[i]) {
        return false;
      }
    }
    return true;
  }

  private static Decoded decode(byte[] bytes, ImageFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.readerName());
    ImageReader reader = readers.next();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(stream, true, true);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      if (width * height > MAX_PIXELS) {
        throw new ProblemException(
            ProblemType.TOO_LARGE, "The picture has more than 40 million pixels: make it smaller.");
      }
      int step = (int) Math.ceil(Math.sqrt((double) (width * height) / ENOUGH_PIXELS));
      ImageReadParam every = reader.getDefaultReadParam();
      every.setSourceSubsampling(step, step, 0, 0);
      return new Decoded(reader.read(0, every), step);
    } catch (IOException | RuntimeException e) {
      throw problem(e, format);
    } finally {
      reader.dispose();
    }
  }

  /** What a reader throws for a broken picture is anything, bounds and nulls among them. */
  private static ProblemException problem(Exception e, ImageFormat format) {
    if (e instanceof ProblemException problem) {
      return problem;
    }
    if (e instanceof IIOException
        && String.valueOf(e.getMessage()).contains("Unsupported Image Type")) {
      return new ProblemException(
          ProblemType.UNREADABLE_PICTURE,
          "The %s's colours can't be read: save it with red, green and blue.".formatted(format));
    }
    return brokenOrCutShort(format);
  }

  private static ProblemException brokenOrCutShort(ImageFormat format) {
    return new ProblemException(
        ProblemType.UNREADABLE_PICTURE,
        "The %s is broken or cut short: save or send it again.".formatted(format));
  }

  /** Whether no end follows the pixels: the reader would take what is missing for grey paper. */
  private static boolean isCutShort(byte[] jpeg) {
    ByteBuffer bytes = ByteBuffer.wrap(jpeg);
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == 0xff && jpeg[at + 1] != START_OF_SCAN) {
      at += 2 + (bytes.getShort(at + 2) & 0xffff);
    }
    // Within the pixels, a byte of 0xff is never followed by the end's second one.
    for (int i = at; i + 1 < jpeg.length; i++) {
      if ((jpeg[i] & 0xff) == 0xff && jpeg[i + 1] == END_OF_IMAGE) {
        return false;
      }
    }
    return true;
  }

  private static byte[] rgba(BufferedImage image) {
    int pixels = image.getWidth() * image.getHeight();
    byte[] rgba = new byte[pixels * CHANNELS];
    switch (image.getType()) {
      case BufferedImage.TYPE_BYTE_GRAY -> {
        byte[] grey = bytes(image);
        for (int i = 0, to = 0; i < pixels; i++) {
          byte value = grey[i];
          rgba[to++] = value;
          rgba[to++] = value;
          rgba[to++] = value;
          rgba[to++] = (byte) 0xff;
        }
      }
      case BufferedImage.TYPE_3BYTE_BGR -> {
        byte[] bgr = bytes(image);
        for (int from = 0, to = 0; to < rgba.length; from += 3) {
          rgba[to++] = bgr[from + 2];
          rgba[to++] = bgr[from + 1];
          rgba[to++] = bgr[from];
          rgba[to++] = (byte) 0xff;
        }
      }
      case BufferedImage.TYPE_4BYTE_ABGR -> {
        byte[] abgr = bytes(image);
        for (int from = 0; from < rgba.length; from += CHANNELS) {
          rgba[from] = abgr[from + 3];
          rgba[from + 1] = abgr[from + 2];
          rgba[from + 2] = abgr[from + 1];
          rgba[from + 3] = abgr[from];
        }
      }
      default -> {
        int[] row = new int[image.getWidth()];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
          image.getRGB(0, y, row.length, 1, row, 0, row.length);
          for (int argb : row) {
            rgba[to++] = (byte) (argb >> 16);
            rgba[to++] = (byte) (argb >> 8);
            rgba[to++] = (byte) argb;
            rgba[to++] = (byte) (argb >> 24);
          }
        }
      }
    }
    return rgba;
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
