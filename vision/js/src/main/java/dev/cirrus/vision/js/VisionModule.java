package dev.cirrus.vision.js;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.SingleDigit;
import dev.cirrus.vision.Vision;
import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.typedarrays.TypedArray;

/** The exports of the JavaScript module; {@code vision.d.ts} declares their types. */
public final class VisionModule {
  private VisionModule() {}

  /** Finds the digits in a picture with four bytes per pixel, in reading order. */
  @JSExport
  public static JSArray<JSObject> find(int width, int height, TypedArray rgba) {
    List<Digit> digits;
    try {
      digits = Vision.find(Raster.rgba(width, height, signed(rgba).toJavaArray()));
    } catch (IllegalArgumentException e) {
      throw rangeError(String.valueOf(e.getMessage()));
    }
    JSArray<JSObject> found = new JSArray<>();
    for (Digit digit : digits) {
      Box box = digit.box();
      found.push(
          literal(
              box.x(),
              box.y(),
              box.width(),
              box.height(),
              Int8Array.fromJavaArray(digit.pixels())));
    }
    return found;
  }

  /** Normalizes the ink of one digit, 0 to 255 row by row, to the network's input. */
  @JSExport
  public static TypedArray normalize(int width, int height, TypedArray ink) {
    byte[] bytes = signed(ink).toJavaArray();
    if (width < 1 || height < 1 || bytes.length != width * height) {
      throw rangeError("expected " + width + " × " + height + " values but got " + bytes.length);
    }
    return unsigned(Int8Array.fromJavaArray(SingleDigit.pixels(bytes, width, height)));
  }

  @JSBody(
      params = "bytes",
      script = "return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);")
  private static native TypedArray unsigned(Int8Array bytes);

  /** Returns a view of the same bytes with Java's signed type; nothing is copied. */
  @JSBody(
      params = "bytes",
      script = "return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);")
  private static native Int8Array signed(TypedArray bytes);

  @JSBody(
      params = {"x", "y", "width", "height", "pixels"},
      script =
          "return {x: x, y: y, width: width, height: height,"
              + " pixels: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length)};")
  private static native JSObject literal(int x, int y, int width, int height, Int8Array pixels);

  /** Throws a JavaScript error. The return type lets callers write {@code throw}. */
  @JSBody(params = "message", script = "throw new RangeError(message);")
  private static native RuntimeException rangeError(String message);
}
