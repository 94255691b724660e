package dev.cirrus.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder that holds all state, for one Cirrus at a time: the lock goes with the process. */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * @throws StartupException if another Cirrus has it, or it can't be written to
   */
  static DataFolder open(Path path) throws IOException {
    FileChannel channel;
    try {
      Files.createDirectories(path);
      restrict(path, "rwx------");
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (FileSystemException e) {
      throw new StartupException(
          "no state can be kept in %s (%s): choose a folder that can be written to with --data DIR"
              .formatted(
                  path, e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()),
          e);
    }
    if (lock(channel) == null) {
      channel.close();
      throw new StartupException(
          "another Cirrus keeps its state in "
              + path
              + ": stop it, or give this one a folder of its own with --data DIR");
    }
    return new DataFolder(path, channel);
  }

  /** Writes a file that other users of the machine can't read. */
  void writePrivately(String name, String content) throws IOException {
    Path file = path.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(file);
    restrict(file, "rw-------");
    Files.writeString(file, content);
  }

  /** The folder holds what people drew. Systems without POSIX permissions keep their defaults. */
  private static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
