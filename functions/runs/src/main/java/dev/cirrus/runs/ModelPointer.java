package dev.cirrus.runs;

import java.util.regex.Pattern;

/** Which model serves: its version, which is its folder's name, and the hash of its bytes. */
public record ModelPointer(String version, String sha256) {
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ModelPointer {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException("Not a model's version: " + version);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("Not a SHA-256 in hexadecimal: " + sha256);
    }
  }
}
