package dev.cirrus.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** Fills a small file system for seconds at a time, sometimes to the last byte. */
final class DiskFiller {
  private static final int MEGABYTE = 1 << 20;

  /** Below the least free space with which predictions are recorded, down to none. */
  private static final List<Integer> FREE_MEGABYTES = List.of(60, 20, 0);

  private static final int MAX_PAUSE_MILLIS = 3_000;

  private final Path file;
  private final RandomGenerator random;
  private int times;

  DiskFiller(Path folder, RandomGenerator random) {
    this.file = folder.resolve("filler");
    this.random = random;
  }

  /** Fills the file system and frees it again, until the process has ended. */
  void run(Process process) throws IOException, InterruptedException {
    try {
      while (process.isAlive()) {
        Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
        fill(FREE_MEGABYTES.get(random.nextInt(FREE_MEGABYTES.size())));
        times++;
        Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
        Files.delete(file);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Returns how often the file system was filled. */
  int times() {
    return times;
  }

  private void fill(int freeMegabytes) throws IOException {
    byte[] block = new byte[MEGABYTE];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (file.toFile().getUsableSpace() > (long) freeMegabytes * MEGABYTE) {
        out.write(block);
      }
    } catch (IOException e) {
      // Not even a block fits.
      if (freeMegabytes > 0) {
        throw e;
      }
    }
  }
}
