package dev.cirrus.runs;

import dev.cirrus.models.ObjectTooLargeException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Run files in memory, for tests. */
public final class InMemoryRunFiles implements RunFiles {
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> read(String key, int maxBytes) {
    byte[] bytes = files.get(key);
    if (bytes != null && bytes.length > maxBytes) {
      throw new ObjectTooLargeException(key, bytes.length, maxBytes);
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
