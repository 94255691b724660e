package dev.cirrus.bench.reading;

import dev.cirrus.classifier.pictures.GreyImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Encodes pictures as the bodies of requests. */
final class ImageEncoder {
  private ImageEncoder() {}

  /** Encodes a picture with dark ink on light paper. */
  static byte[] png(GreyImage image) {
    return png(image, false);
  }

  /** Encodes a picture with dark ink on light paper, or light ink on dark paper. */
  static byte[] png(GreyImage image, boolean lightInk) {
    BufferedImage encoded =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
    encoded
        .getRaster()
        .setDataElements(0, 0, image.width(), image.height(), image.brightness(lightInk));
    return png(encoded);
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("failed to write a PNG into memory", e);
    }
    return bytes.toByteArray();
  }

  /** Returns a JSON request with an image of 28 × 28 pixels. */
  static byte[] json(GreyImage image) {
    StringBuilder json = new StringBuilder("{\"record\":false,\"image\":[");
    for (byte value : image.ink()) {
      json.append(value & 0xff).append(',');
    }
    json.setLength(json.length() - 1);
    return json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
