package dev.cirrus.runs;

/** A file that has more bytes than anyone would take. */
public final class FileTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long bytes;

  public FileTooLargeException(String key, long bytes) {
    super(key + " has " + bytes + " bytes");
    this.bytes = bytes;
  }

  public long bytes() {
    return bytes;
  }
}
