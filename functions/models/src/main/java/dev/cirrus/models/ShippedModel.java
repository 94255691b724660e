package dev.cirrus.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The model bundled with this release, which serves if the registry has none. */
public final class ShippedModel {
  private ShippedModel() {}

  public static StoredModel load() {
    return new StoredModel(
        resource("model.onnx"),
        ModelCard.parse(new String(resource("card.json"), StandardCharsets.UTF_8)));
  }

  private static byte[] resource(String name) {
    try (InputStream bytes = ShippedModel.class.getResourceAsStream("shipped/" + name)) {
      if (bytes == null) {
        throw new IllegalStateException("This release lacks its model's " + name);
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
