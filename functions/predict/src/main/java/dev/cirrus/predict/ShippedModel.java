package dev.cirrus.predict;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ModelCard;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.classifier.ModelPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The model that the function carries, so that there is always one. */
final class ShippedModel {
  private ShippedModel() {}

  static LoadedModel load(Instant now) {
    try {
      String card = new String(resource("model/card.json"), StandardCharsets.UTF_8);
      ModelPointer pointer = ModelJson.pointer(card);
      Classifier classifier = ModelCheck.load(resource("model/model.onnx"), pointer.sha256());
      return new LoadedModel(classifier, new ModelCard(pointer, card), ModelOrigin.SHIPPED, now);
    } catch (BadModelException e) {
      throw new IllegalStateException("The shipped model is of no use: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream bytes = ShippedModel.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IOException("The function's zip lacks " + name + ".");
      }
      return bytes.readAllBytes();
    }
  }
}
