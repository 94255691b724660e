package dev.cirrus.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the test vectors, which the JavaScript module must reproduce as well. Each line describes
 * a picture and the digits found in it, in tab-separated fields: name, width, height, the RGBA
 * bytes (deflated, base64) and, for each digit, {@code x,y,width,height,} with the SHA-256 of its
 * 784 bytes.
 */
class VectorsTest {
  private static final Path FILE =
      Path.of("src", "test", "resources", "dev", "cirrus", "vision", "vectors.tsv");

  static List<String> vectors() throws IOException {
    return Files.readAllLines(FILE);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void findsTheDigitsOfEveryVector(String vector) throws IOException {
    String[] fields = vector.split("\t", -1);
    try (InflaterInputStream bytes =
        new InflaterInputStream(
            new java.io.ByteArrayInputStream(Base64.getDecoder().decode(fields[3])))) {
      Raster raster =
          Raster.rgba(
              Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), bytes.readAllBytes());
      assertEquals(String.join("\t", List.of(fields).subList(4, fields.length)), found(raster));
    }
  }

  @Test
  void theFileHasAVectorForEachDrawing() throws IOException {
    assertEquals(
        VectorDrawings.all().stream().map(VectorDrawings.Named::name).toList(),
        vectors().stream().map(vector -> vector.substring(0, vector.indexOf('\t'))).toList());
  }

  private static String found(Raster raster) {
    List<String> digits = new ArrayList<>();
    for (Digit digit : Vision.find(raster)) {
      Box box = digit.box();
      digits.add(
          box.x()
              + ","
              + box.y()
              + ","
              + box.width()
              + ","
              + box.height()
              + ","
              + sha256(digit.pixels()));
    }
    return String.join("\t", digits);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Regenerates the vectors after an intended change of behaviour; run it in {@code vision/}. */
  public static void main(String[] arguments) throws IOException {
    List<String> lines = new ArrayList<>();
    for (VectorDrawings.Named named : VectorDrawings.all()) {
      Drawing drawing = named.drawing();
      ByteArrayOutputStream deflated = new ByteArrayOutputStream();
      try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
        out.write(drawing.bytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      String found = found(drawing.rgba());
      lines.add(
          named.name()
              + "\t"
              + drawing.width
              + "\t"
              + drawing.height
              + "\t"
              + Base64.getEncoder().encodeToString(deflated.toByteArray())
              + (found.isEmpty() ? "" : "\t" + found));
    }
    Files.write(FILE, lines, StandardCharsets.UTF_8);
  }
}
