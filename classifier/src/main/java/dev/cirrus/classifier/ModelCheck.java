package dev.cirrus.classifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Checks a model before it is used. */
public final class ModelCheck {
  private ModelCheck() {}

  /**
   * Loads a model after checking its hash, and checks that it reads one known digit of each class,
   * alone and in a batch.
   *
   * @param sha256 the hash that the pointer or card states, in hex
   * @throws BadModelException if the model must not be used
   */
  public static OnnxClassifier load(byte[] model, String sha256) throws BadModelException {
    String actual = sha256(model);
    if (!actual.equals(sha256)) {
      throw new BadModelException(
          "Expected the model's SHA-256 to be " + sha256 + " but got " + actual + ".");
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

  /** The SHA-256 of a model, in hex. */
  public static String sha256(byte[] model) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime provides SHA-256.", e);
    }
  }

  /**
   * Checks that a model reads one known digit of each class, alone and in a batch.
   *
   * @throws BadModelException naming the first that is misread
   */
  public static void checkKnownDigits(Classifier classifier) throws BadModelException {
    float[][] images = KnownDigits.images();
    List<Classification> batch = classifier.classify(images);
    for (int digit = 0; digit < images.length; digit++) {
      checkRead(digit, classifier.classify(new float[][] {images[digit]}).get(0));
      checkRead(digit, batch.get(digit));
    }
  }

  private static void checkRead(int digit, Classification classification) throws BadModelException {
    int read = classification.mostLikelyDigit();
    // Every comparison with NaN is false.
    if (read != digit || !(classification.digit(read) >= classification.notADigit())) {
      throw new BadModelException(
          "The model reads a plain "
              + digit
              + " as "
              + (classification.notADigit() > classification.digit(read) ? "not a digit" : read)
              + ".");
    }
  }
}
