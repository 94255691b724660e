package dev.cirrus.runs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The files of one process; for tests and rehearsals. */
public final class InMemoryRunFiles implements RunFiles {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> read(String key, int limit) {
    byte[] bytes = files.get(key);
    if (bytes != null && bytes.length > limit) {
      throw new FileTooLargeException(key, bytes.length);
    }
    return Optional.ofNullable(bytes).map(byte[]::clone);
  }

  @Override
  public void write(String key, String mediaType, byte[] bytes) {
    files.put(key, bytes.clone());
  }

  @Override
  public void delete(String key) {
    files.remove(key);
  }
}
