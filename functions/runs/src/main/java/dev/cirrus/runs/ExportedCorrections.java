package dev.cirrus.runs;

/**
 * The corrected rows that a run trains with: how many, where they lie in the bucket, their hash.
 */
public record ExportedCorrections(int rows, String key, String sha256) {
  public ExportedCorrections {
    if (rows < 0) {
      throw new IllegalArgumentException("Fewer than no rows: " + rows);
    }
  }
}
