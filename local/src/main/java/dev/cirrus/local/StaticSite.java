package dev.cirrus.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The page's files, as CloudFront serves them from their bucket. */
final class StaticSite {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("png", "image/png"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("woff2", "font/woff2"));

  private final Map<String, File> files;

  /** A file, plain and, where that is smaller, packed. */
  @SuppressWarnings("ArrayRecordComponent") // Bytes on their way through: nobody compares them.
  private record File(String type, String tag, byte[] plain, byte @Nullable [] packed) {}

  private StaticSite(Map<String, File> files) {
    this.files = files;
  }

  /** Reads the files that the page's build has left in a folder; there may be none. */
  static StaticSite read(Path folder) throws IOException {
    Map<String, File> files = new HashMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path path : found.filter(Files::isRegularFile).toList()) {
          String name = "/" + folder.relativize(path).toString().replace('\\', '/');
          files.put(name, file(name, Files.readAllBytes(path)));
        }
      }
      File index = files.get("/index.html");
      if (index != null) {
        files.put("/", index);
      }
    }
    return new StaticSite(files);
  }

  boolean isBuilt() {
    return files.containsKey("/");
  }

  /** The file at a path, or 304 where the caller has it already. */
  Optional<Response> answer(Request request) {
    String path = request.uri().getPath();
    File file = files.get(path);
    if (file == null) {
      return Optional.empty();
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("ETag", List.of(file.tag));
    headers.put("Vary", List.of("Accept-Encoding"));
    // The build names what is in assets/ by its content.
    headers.put(
        "Cache-Control",
        List.of(path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"));
    if (file.tag.equals(request.header("If-None-Match"))) {
      return Optional.of(new Response(304, headers, new byte[0]));
    }
    headers.put("Content-Type", List.of(file.type));
    String accepted = request.header("Accept-Encoding");
    if (file.packed != null && accepted != null && accepted.contains("gzip")) {
      headers.put("Content-Encoding", List.of("gzip"));
      return Optional.of(new Response(200, headers, file.packed));
    }
    return Optional.of(new Response(200, headers, file.plain));
  }

  private static File file(String name, byte[] content) throws IOException {
    String type =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    byte[] packed = pack(content);
    return new File(type, tag(content), content, packed.length < content.length ? packed : null);
  }

  private static byte[] pack(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 2);
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 16) + '"';
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
