package dev.cirrus.local.http;

import dev.cirrus.lambda.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Serves the files of the page, as CloudFront does on AWS. */
public final class StaticSite {
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

  /**
   * A file in memory.
   *
   * @param gzipped null if compression does not make the file smaller
   */
  @SuppressWarnings("ArrayRecordComponent") // Files are never compared.
  private record File(String type, String tag, byte[] content, byte @Nullable [] gzipped) {}

  private StaticSite(Map<String, File> files) {
    this.files = files;
  }

  /** Reads the output folder of the page's build, which may not exist. */
  public static StaticSite read(Path folder) throws IOException {
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

  public boolean isBuilt() {
    return files.containsKey("/");
  }

  /** Returns the requested file, or 304 if the caller already has it; empty if there is none. */
  Optional<Response> answer(Request request) {
    String path = request.uri().getPath();
    File file = files.get(path);
    if (file == null) {
      return Optional.empty();
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("ETag", List.of(file.tag));
    headers.put("Vary", List.of("Accept-Encoding"));
    // The names of the files in assets/ contain their hashes.
    headers.put(
        "Cache-Control",
        List.of(path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"));
    if (file.tag.equals(request.header("If-None-Match"))) {
      return Optional.of(new Response(304, headers, new byte[0]));
    }
    headers.put("Content-Type", List.of(file.type));
    String accepted = request.header("Accept-Encoding");
    if (file.gzipped != null && accepted != null && accepted.contains("gzip")) {
      headers.put("Content-Encoding", List.of("gzip"));
      return Optional.of(new Response(200, headers, file.gzipped));
    }
    return Optional.of(new Response(200, headers, file.content));
  }

  private static File file(String name, byte[] content) throws IOException {
    String type =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    byte[] gzipped = gzip(content);
    return new File(type, tag(content), content, gzipped.length < content.length ? gzipped : null);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream(content.length / 2);
    try (OutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(content);
    }
    return gzipped.toByteArray();
  }

  private static String tag(byte[] content) {
    return '"' + Sha256.hex(content) + '"';
  }
}
