package dev.cirrus.runs;

/**
 * The exported corrections that a run trains with.
 *
 * @param key the key of the file
 * @param sha256 the hash of the file, in hex
 */
public record ExportedCorrections(int rows, String key, String sha256) {
  public ExportedCorrections {
    if (rows < 0) {
      throw new IllegalArgumentException("expected no negative number of rows but got " + rows);
    }
  }
}
