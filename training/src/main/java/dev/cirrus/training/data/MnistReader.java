package dev.cirrus.training.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reads MNIST's idx files, gzipped. */
public final class MnistReader {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  private MnistReader() {}

  /** Reads the images and labels of one of its two sets. */
  public static LabeledImages read(
      InputStream images, String imagesName, InputStream labels, String labelsName) {
    byte[] pixels = idx(images, imagesName, IMAGES, LabeledImages.PIXELS);
    byte[] digits = idx(labels, labelsName, LABELS, 1);
    if (pixels.length != digits.length * LabeledImages.PIXELS) {
      throw new BadDataException(
          imagesName
              + " has "
              + pixels.length / LabeledImages.PIXELS
              + " images, but "
              + labelsName
              + " has "
              + digits.length
              + " labels.");
    }
    for (byte digit : digits) {
      if (digit < 0 || digit > 9) {
        throw new BadDataException(
            labelsName + " has the label " + digit + ", which is not a digit.");
      }
    }
    return new LabeledImages(pixels, digits);
  }

  private static byte[] idx(InputStream gzipped, String name, int magic, int size) {
    try (DataInputStream in = new DataInputStream(new GZIPInputStream(gzipped))) {
      if (in.readInt() != magic) {
        throw new BadDataException(name + " is not an idx file of the expected type.");
      }
      int count = in.readInt();
      boolean images = magic == IMAGES;
      // Height and width in one read.
      if (images && in.readLong() != (((long) LabeledImages.SIDE << 32) | LabeledImages.SIDE)) {
        throw new BadDataException(name + " contains images that are not 28 × 28.");
      }
      if (count < 1 || count > 10_000_000) {
        throw new BadDataException(name + " states an implausible number of items: " + count + ".");
      }
      byte[] data = in.readNBytes(count * size);
      if (data.length < count * size) {
        throw new EOFException("it ends after " + data.length / size + " of " + count + " items");
      }
      return data;
    } catch (IOException e) {
      throw new BadDataException(name + " could not be read: " + e.getMessage(), e);
    }
  }
}
