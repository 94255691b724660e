package dev.cirrus.classifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a model must pass before it serves. */
public final class ModelCheck {
  private ModelCheck() {}

  /**
   * Loads a model that is exactly the one that was promised and that reads one known digit of each
   * class, alone and together.
   *
   * @param sha256 the hash that its pointer or card states, in hex
   * @throws BadModelException where it must not serve
   */
  public static OnnxClassifier load(byte[] model, String sha256) throws BadModelException {
    String actual = sha256(model);
    if (!actual.equals(sha256)) {
      throw new BadModelException(
          "The model's SHA-256 is " + actual + " where " + sha256 + " was promised.");
    }
    OnnxClassifier classifier = OnnxClassifier.load(model);
    try {
      checkKnownDigits(classifier);
      return classifier;
    } catch (BadModelException | RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  /** A model's SHA-256, in hex. */
  public static String sha256(byte[] model) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /**
   * Tries one known digit of each class.
   *
   * @throws BadModelException naming the first that is misread
   */
  public static void checkKnownDigits(Classifier classifier) throws BadModelException {
    float[][] known = KnownDigits.images();
    float[][] together = classifier.classify(known);
    for (int digit = 0; digit < known.length; digit++) {
      float[] alone = classifier.classify(new float[][] {known[digit]})[0];
      checkRead(digit, alone);
      checkRead(digit, together[digit]);
    }
  }

  private static void checkRead(int digit, float[] probabilities) throws BadModelException {
    int read = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[read]) {
        read = i;
      }
    }
    // A NaN is larger than nothing, so it would pass for a zero.
    if (read != digit || Float.isNaN(probabilities[read])) {
      throw new BadModelException("The model reads a plain " + digit + " as " + read + ".");
    }
  }
}
