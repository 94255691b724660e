package dev.cirrus.local;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A log file that is renamed to ".1" when it has reached its size limit, at the end of a line. */
final class RotatingLogFile extends OutputStream {
  static final long DEFAULT_MAX_SIZE = 5 << 20;

  private final Path path;
  private final long maxSize;
  private OutputStream out;
  private long size;
  private boolean atLineStart = true;

  RotatingLogFile(Path path, long maxSize) throws IOException {
    this.path = path;
    this.maxSize = maxSize;
    this.out = new FileOutputStream(path.toFile(), true);
    this.size = Files.size(path);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    if (size >= maxSize && atLineStart) {
      rotate();
    }
    out.write(bytes, from, length);
    size += length;
    atLineStart = bytes[from + length - 1] == '\n';
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void rotate() throws IOException {
    out.close();
    Files.move(
        path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    out = new FileOutputStream(path.toFile());
    size = 0;
  }
}
