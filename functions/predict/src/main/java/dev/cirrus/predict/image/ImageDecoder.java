package dev.cirrus.predict.image;

import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.vision.Raster;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes a picture into an upright raster. */
public final class ImageDecoder {
  /** A larger picture is rejected by its header, before anything is decoded. */
  private static final int MAX_PIXELS = 40_000_000;

  /** A larger picture is subsampled, which bounds the memory that decoding takes. */
  private static final int SUBSAMPLED_FROM = 16_000_000;

  /**
   * The most scans of a progressive JPEG. libjpeg's default script has 10 for a colour and 6 for a
   * grey image, 6 for each component of others; mozjpeg's search for the smallest file ends with a
   * dozen. Each scan costs a pass over all the coefficients, however few bytes it has.
   */
  private static final int MAX_SCANS = 32;

  /**
   * The most pixels that a JPEG's scans may visit together. A scan over a million pixels of colour
   * takes 4.5 ms of CPU, so this takes less than a second: ten scans of 20 million pixels.
   */
  private static final long MAX_SCANNED_PIXELS = 200_000_000;

  private static final int CHANNELS = 4;

  private ImageDecoder() {}

  /**
   * Decodes a picture.
   *
   * @throws ProblemException if it can't be decoded, or would cost too much
   */
  public static DecodedImage decode(byte[] bytes, ImageFormat format) {
    if (!hasSignature(bytes, format)) {
      throw new ProblemException(
          ProblemType.UNREADABLE_PICTURE,
          "The body is not a %s: send a PNG or a JPEG, and its media type as Content-Type."
              .formatted(format));
    }
    int scans = format == ImageFormat.JPEG ? countScans(bytes) : 1;
    int orientation = ExifOrientation.of(bytes, format);
    RawImage raw = decodeRaw(bytes, format, scans);
    byte[] rgba = ExifOrientation.turn(raw.rgba, raw.width, raw.height, orientation);
    return new DecodedImage(
        ExifOrientation.isSideways(orientation)
            ? Raster.rgba(raw.height, raw.width, rgba)
            : Raster.rgba(raw.width, raw.height, rgba),
        raw.step);
  }

  /** A picture as the file stores it, which is not always upright. */
  private static final class RawImage {
    final int width;
    final int height;
    final int step;
    final byte[] rgba;

    RawImage(BufferedImage image, int step) {
      this.width = image.getWidth();
      this.height = image.getHeight();
      this.step = step;
      this.rgba = rgba(image);
    }
  }

  private static boolean hasSignature(byte[] bytes, ImageFormat format) {
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

  private static RawImage decodeRaw(byte[] bytes, ImageFormat format, int scans) {
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
      if (width * height * scans > MAX_SCANNED_PIXELS) {
        throw new ProblemException(
            ProblemType.UNREADABLE_PICTURE,
            "The JPEG has %d scans, too many for its size: save it as baseline, or smaller."
                .formatted(scans));
      }
      int step = (int) Math.ceil(Math.sqrt((double) (width * height) / SUBSAMPLED_FROM));
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      return new RawImage(reader.read(0, param), step);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw problem(e, format);
    } finally {
      reader.dispose();
    }
  }

  /** Readers throw any exception for a broken picture, IndexOutOfBoundsException among them. */
  private static ProblemException problem(Throwable e, ImageFormat format) {
    if (e instanceof ProblemException problem) {
      return problem;
    }
    if (e instanceof IIOException
        && String.valueOf(e.getMessage()).contains("Unsupported Image Type")) {
      return new ProblemException(
          ProblemType.UNREADABLE_PICTURE,
          "The %s's colour space is not supported: save it as RGB.".formatted(format));
    }
    return brokenOrCutShort(format);
  }

  private static ProblemException brokenOrCutShort(ImageFormat format) {
    return new ProblemException(
        ProblemType.UNREADABLE_PICTURE,
        "The %s is broken or cut short: save or send it again.".formatted(format));
  }

  /**
   * Counts a JPEG's scans and checks that it is complete: a reader fills missing data with grey.
   */
  private static int countScans(byte[] jpeg) {
    JpegSegments segments = new JpegSegments(jpeg);
    int scans = 0;
    while (segments.next()) {
      if (segments.marker() == JpegSegments.START_OF_SCAN && ++scans > MAX_SCANS) {
        throw new ProblemException(
            ProblemType.UNREADABLE_PICTURE,
            "The JPEG has more than %d scans: save it again, as baseline or progressive."
                .formatted(MAX_SCANS));
      }
    }
    if (segments.marker() != JpegSegments.END_OF_IMAGE) {
      throw brokenOrCutShort(ImageFormat.JPEG);
    }
    return scans;
  }

  static byte[] rgba(BufferedImage image) {
    return switch (image.getType()) {
      case BufferedImage.TYPE_BYTE_GRAY -> greyToRgba(bytes(image));
      case BufferedImage.TYPE_3BYTE_BGR -> bgrToRgba(bytes(image));
      case BufferedImage.TYPE_4BYTE_ABGR -> abgrToRgba(bytes(image));
      default ->
          image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
              ? greyToRgba(image.getRaster())
              : colourToRgba(image);
    };
  }

  private static byte[] greyToRgba(byte[] grey) {
    byte[] rgba = new byte[grey.length * CHANNELS];
    int to = 0;
    for (byte value : grey) {
      rgba[to++] = value;
      rgba[to++] = value;
      rgba[to++] = value;
      rgba[to++] = (byte) 0xff;
    }
    return rgba;
  }

  private static byte[] bgrToRgba(byte[] bgr) {
    byte[] rgba = new byte[bgr.length / 3 * CHANNELS];
    for (int from = 0, to = 0; to < rgba.length; from += 3) {
      rgba[to++] = bgr[from + 2];
      rgba[to++] = bgr[from + 1];
      rgba[to++] = bgr[from];
      rgba[to++] = (byte) 0xff;
    }
    return rgba;
  }

  private static byte[] abgrToRgba(byte[] abgr) {
    byte[] rgba = new byte[abgr.length];
    for (int from = 0; from < rgba.length; from += CHANNELS) {
      rgba[from] = abgr[from + 3];
      rgba[from + 1] = abgr[from + 2];
      rgba[from + 2] = abgr[from + 1];
      rgba[from + 3] = abgr[from];
    }
    return rgba;
  }

  /** Converts colours of any other representation. */
  private static byte[] colourToRgba(BufferedImage image) {
    byte[] rgba = new byte[image.getWidth() * image.getHeight() * CHANNELS];
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
    return rgba;
  }

  /**
   * Converts grey samples of any depth, with or without alpha. {@link BufferedImage#getRGB} would
   * take them for linear light and lighten them, 128 to 188; files store them as they are shown.
   */
  private static byte[] greyToRgba(WritableRaster raster) {
    int width = raster.getWidth();
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - Byte.SIZE);
    boolean hasAlpha = raster.getNumBands() > 1;
    int[] grey = new int[width];
    int[] alpha = new int[width];
    Arrays.fill(alpha, 0xff << shift);
    byte[] rgba = new byte[width * raster.getHeight() * CHANNELS];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, grey);
      if (hasAlpha) {
        raster.getSamples(0, y, width, 1, 1, alpha);
      }
      for (int x = 0; x < width; x++) {
        byte value = (byte) (grey[x] >> shift);
        rgba[to++] = value;
        rgba[to++] = value;
        rgba[to++] = value;
        rgba[to++] = (byte) (alpha[x] >> shift);
      }
    }
    return rgba;
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
