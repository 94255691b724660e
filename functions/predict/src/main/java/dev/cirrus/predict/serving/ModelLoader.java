package dev.cirrus.predict.serving;

import dev.cirrus.classifier.BadModelException;
import dev.cirrus.classifier.Classifier;

/** Loads models. */
@FunctionalInterface
public interface ModelLoader {
  /**
   * Loads a model and checks it.
   *
   * @param sha256 the hash that the pointer states, in hex
   * @throws BadModelException if the model must not be used
   */
  Classifier load(byte[] onnx, String sha256) throws BadModelException;
}
