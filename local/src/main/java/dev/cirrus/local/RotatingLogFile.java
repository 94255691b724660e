package dev.cirrus.local;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of lines that begins anew once it is large; the one before it is kept, with ".1". */
final class RotatingLogFile extends OutputStream {
  static final long LARGE = 5 << 20;

  private final Path path;
  private final long large;
  private OutputStream out;
  private long size;
  private boolean lineEnds = true;

  RotatingLogFile(Path path, long large) throws IOException {
    this.path = path;
    this.large = large;
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
    if (size >= large && lineEnds) {
      beginAnew();
    }
    out.write(bytes, from, length);
    size += length;
    lineEnds = bytes[from + length - 1] == '\n';
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void beginAnew() throws IOException {
    out.close();
    Files.move(
        path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    out = new FileOutputStream(path.toFile());
    size = 0;
  }
}
