package dev.cirrus.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MnistReaderTest {
  private final LabeledImages images = TinyData.images(7, 1);

  private static LabeledImages read(byte[] images, byte[] labels) {
    return MnistReader.read(
        new ByteArrayInputStream(images), "i.gz", new ByteArrayInputStream(labels), "l.gz");
  }

  @Test
  void readsImagesAndLabels() {
    LabeledImages read = read(TinyData.idxImages(images), TinyData.idxLabels(images));
    assertArrayEquals(images.pixels(), read.pixels());
    assertArrayEquals(images.labels(), read.labels());
  }

  @Test
  void aTruncatedFileIsReportedWithItsName() {
    byte[] whole = TinyData.idxImages(images);
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    String message = BadDataMessage.of(() -> read(half, TinyData.idxLabels(images)));
    assertTrue(message.startsWith("i.gz could not be read: "), message);
  }

  @Test
  void labelsInPlaceOfImagesAreRejected() {
    byte[] labels = TinyData.idxLabels(images);
    assertEquals(
        "i.gz is not an idx file of the expected type.",
        BadDataMessage.of(() -> read(labels, labels)));
  }

  @Test
  void fewerLabelsThanImagesAreRejected() {
    byte[] labels = TinyData.idxLabels(images.slice(0, 5));
    assertEquals(
        "i.gz has 7 images, but l.gz has 5 labels.",
        BadDataMessage.of(() -> read(TinyData.idxImages(images), labels)));
  }

  @Test
  void aLabelOtherThanADigitIsRejected() {
    LabeledImages odd = new LabeledImages(images.pixels(), new byte[] {1, 2, 3, 10, 4, 5, 6});
    assertEquals(
        "l.gz has the label 10, which is not a digit.",
        BadDataMessage.of(() -> read(TinyData.idxImages(odd), TinyData.idxLabels(odd))));
  }

  @Test
  void filesOtherThanThePublishedOnesAreRejected() {
    String message =
        BadDataMessage.of(() ->
            Datasets.check(
                "train-labels-idx1-ubyte.gz", TinyData.idxLabels(images), Datasets.MNIST));
    assertTrue(message.contains("is not the published file: expected"), message);
  }
}
