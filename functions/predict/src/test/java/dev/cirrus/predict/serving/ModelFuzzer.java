package dev.cirrus.predict.serving;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ShippedModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Searches for pointers, cards and model files that are neither used nor refused. {@code ./cirrus
 * fuzz parsers} runs it.
 */
public final class ModelFuzzer {
  private static final byte[] SHIPPED = ShippedModel.load().onnx();

  /** The bytes of an edit: a position in the model and the byte there. */
  private static final int EDIT = 5;

  private ModelFuzzer() {}

  /** Called by Jazzer with each input: edits of the shipped model, another model or JSON. */
  public static void fuzzerTestOneInput(byte[] input) {
    byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    switch (input.length == 0 ? 0 : input[0] & 3) {
      case 0 -> parse(new String(rest, StandardCharsets.UTF_8));
      case 1 -> load(rest);
      default -> load(edited(rest));
    }
  }

  private static void parse(String json) {
    try {
      ModelCard.parse(json);
    } catch (IllegalArgumentException e) {
      // Refused, as documented.
    }
  }

  private static void load(byte[] model) {
    try {
      ModelCheck.load(model, ModelCheck.sha256(model)).close();
    } catch (BadModelException e) {
      // Refused, as documented.
    }
  }

  private static byte[] edited(byte[] edits) {
    byte[] model = SHIPPED.clone();
    ByteBuffer in = ByteBuffer.wrap(edits);
    while (in.remaining() >= EDIT) {
      model[Math.floorMod(in.getInt(), model.length)] = in.get();
    }
    return model;
  }
}
