package dev.cirrus.classifier;

import java.util.regex.Pattern;

/** Which model serves: what {@code models/current.json} says. */
public record ModelPointer(String version, String sha256) {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ModelPointer {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException("A version is up to 100 letters, digits, dots, - and _.");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("A model's hash is 64 hexadecimal digits.");
    }
  }
}
