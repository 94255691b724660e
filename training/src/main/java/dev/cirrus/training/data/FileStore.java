package dev.cirrus.training.data;

import dev.cirrus.classifier.ModelCheck;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;

/** Reads and writes files of a local folder, or of an address that Hadoop knows, as s3://. */
public final class FileStore {
  private final Configuration configuration;
  private final String folder;

  public FileStore(Configuration configuration, String folder) {
    this.configuration = configuration;
    this.folder = folder.endsWith("/") || folder.isEmpty() ? folder : folder + "/";
  }

  /** Resolves a name in the folder; a whole address or path stays as it is. */
  private String address(String name) {
    return name.contains("://") || name.startsWith("/") ? name : folder + name;
  }

  private static boolean remote(String address) {
    return address.contains("://") && !address.startsWith("file:");
  }

  private static Path path(String address) {
    return Path.of(address.startsWith("file:") ? address.substring(5) : address);
  }

  public boolean has(String name) {
    String address = address(name);
    if (!remote(address)) {
      return Files.exists(path(address));
    }
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(address);
    try {
      return path.getFileSystem(configuration).exists(path);
    } catch (IOException e) {
      throw new BadDataException(address + " could not be accessed: " + e.getMessage(), e);
    }
  }

  /** Reads a whole file. */
  public byte[] read(String name) {
    String address = address(name);
    try {
      if (!remote(address)) {
        return Files.readAllBytes(path(address));
      }
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(address);
      try (FSDataInputStream in = path.getFileSystem(configuration).open(path)) {
        return in.readAllBytes();
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new BadDataException(address + " is missing.", e);
    } catch (IOException e) {
      throw new BadDataException(address + " could not be read: " + e.getMessage(), e);
    }
  }

  /** Replaces a file atomically. */
  public void write(String name, byte[] bytes) {
    String address = address(name);
    try {
      if (remote(address)) {
        // S3 shows an object once it is complete.
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(address);
        try (FSDataOutputStream out = path.getFileSystem(configuration).create(path, true)) {
          out.write(bytes);
        }
      } else {
        replace(path(address), bytes);
      }
    } catch (IOException e) {
      throw new BadDataException(address + " could not be written: " + e.getMessage(), e);
    }
  }

  private static void replace(Path path, byte[] bytes) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("it is not a file");
    }
    Files.createDirectories(parent);
    Path part = parent.resolve("." + path.getFileName() + ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  public static String sha256(byte[] bytes) {
    return ModelCheck.sha256(bytes);
  }

  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime provides MD5", e);
    }
  }
}
