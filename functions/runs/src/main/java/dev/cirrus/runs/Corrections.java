package dev.cirrus.runs;

/**
 * The corrected rows that a run trains with: how many, where they lie in the bucket, their hash.
 */
public record Corrections(int rows, String key, String sha256) {
  public Corrections {
    if (rows < 0) {
      throw new IllegalArgumentException("Fewer than no rows: " + rows);
    }
  }
}
