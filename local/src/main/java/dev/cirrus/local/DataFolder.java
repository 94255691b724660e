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

/** The folder with all state. A lock, which ends with the process, admits one system at a time. */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens and locks a folder.
   *
   * @throws StartupException if another system uses it or it is not writable
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
          "failed to open the data folder %s (%s): choose a writable folder with --data DIR"
              .formatted(
                  path, e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()),
          e);
    }
    if (lock(channel) == null) {
      channel.close();
      throw new StartupException(
          "another Cirrus uses the data folder "
              + path
              + ": stop it, or choose another folder with --data DIR");
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

  /** Protects people's handwriting. Systems without POSIX permissions keep their defaults. */
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
