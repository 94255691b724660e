package dev.cirrus.predict;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.json.Json;
import dev.cirrus.predict.image.ImageDecoder;
import dev.cirrus.predict.image.ImageFormat;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Source;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses a request for a prediction, or says what is wrong with it. */
final class PredictRequestParser {
  private static final int MAX_BYTES = 5 * 1024 * 1024;
  private static final int MAX_FILE_NAME = 255;

  /** With a smaller difference between its lightest and darkest value, an image is blank. */
  private static final float MIN_CONTRAST = 16;

  private PredictRequestParser() {}

  static PredictRequest parse(ApiRequest request) {
    // Only pictures use these, but an invalid value is reported whatever the body is.
    boolean record = flag(request, "record", true);
    boolean withPixels = flag(request, "pixels", false);
    String file = request.query("file").map(PredictRequestParser::fileName).orElse(null);
    return switch (request.mediaType()) {
      case "application/json" -> new JsonBody(body(request)).parse();
      case "image/png" -> ofPicture(request, ImageFormat.PNG, record, withPixels, file);
      case "image/jpeg" -> ofPicture(request, ImageFormat.JPEG, record, withPixels, file);
      default ->
          throw new ProblemException(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send application/json, image/png or image/jpeg, and say which in Content-Type.");
    };
  }

  private static byte[] body(ApiRequest request) {
    byte[] body = request.body();
    if (body.length == 0) {
      throw invalid("The body is empty: send 784 values as JSON, or a picture's bytes.");
    }
    if (body.length > MAX_BYTES) {
      throw new ProblemException(
          ProblemType.TOO_LARGE, "The body is larger than 5 MB: send a smaller picture.");
    }
    return body;
  }

  private static boolean flag(ApiRequest request, String name, boolean byDefault) {
    return switch (request.query(name).orElse(String.valueOf(byDefault))) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid("The parameter \"" + name + "\" is either true or false.");
    };
  }

  private static PredictRequest ofPicture(
      ApiRequest request,
      ImageFormat format,
      boolean record,
      boolean withPixels,
      @Nullable String file) {
    return new PredictRequest(
        null,
        new PredictRequest.Picture(ImageDecoder.decode(body(request), format), withPixels),
        record,
        Source.UPLOAD,
        file);
  }

  private static String fileName(String name) {
    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_FILE_NAME) {
      throw invalid("A file's name has 1 to 255 characters: leave \"file\" out or shorten it.");
    }
    return name;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ProblemType.INVALID_INPUT, detail);
  }

  /** Parses a JSON body. */
  private static final class JsonBody {
    private final byte[] text;
    private final List<float[]> images = new ArrayList<>();
    private boolean one;
    private boolean many;
    private boolean record = true;
    private Source source = Source.API;
    private @Nullable String file;
    private @Nullable String id;

    JsonBody(byte[] text) {
      this.text = text;
    }

    PredictRequest parse() {
      try (JsonParser json = Json.parser(text)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw invalid("Send a JSON object: {\"image\": [784 numbers]}.");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
          readProperty(json);
        }
        if (json.nextToken() != null) {
          throw invalid("There is text after the JSON object: leave it out.");
        }
      } catch (StreamConstraintsException e) {
        throw invalid(
            "A number or a name in the body is too long, or the JSON is nested too deeply: send"
                + " numbers from 0 to 255 with at most 100 characters.");
      } catch (StreamReadException e) {
        throw new ProblemException(
            ProblemType.MALFORMED_JSON,
            "The body is not valid JSON at line %d, column %d, or repeats a property."
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
      } catch (CharConversionException e) {
        // Zeros at the start look like UTF-32 to Jackson.
        throw new ProblemException(ProblemType.MALFORMED_JSON, "The body is not JSON in UTF-8.");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (one == many) {
        throw invalid("Send either \"image\", 784 numbers, or \"images\", a list of such lists.");
      }
      return new PredictRequest(id, new PredictRequest.Images(images), record, source, file);
    }

    private void readProperty(JsonParser json) throws IOException {
      String property = json.currentName();
      JsonToken token = json.nextToken();
      switch (property) {
        case "image" -> {
          one = true;
          images.add(image(json, "\"image\""));
        }
        case "images" -> {
          many = true;
          readImages(json);
        }
        case "record" -> {
          if (!token.isBoolean()) {
            throw invalid("\"record\" is either true or false.");
          }
          record = json.getBooleanValue();
        }
        case "source" -> source = source(json, token);
        case "file" -> {
          if (token != JsonToken.VALUE_STRING) {
            throw invalid("\"file\" is a string.");
          }
          file = fileName(json.getText());
        }
        case "id" -> {
          if (token != JsonToken.VALUE_STRING || !IdGenerator.isId(json.getText())) {
            throw invalid("\"id\" is the id of an earlier answer: leave it out the first time.");
          }
          id = json.getText();
        }
        default ->
            throw invalid(
                "There is an unknown property: send \"image\" or \"images\" and, if you"
                    + " like, \"record\", \"source\", \"file\" and \"id\".");
      }
    }

    private static Source source(JsonParser json, JsonToken token) throws IOException {
      return (token == JsonToken.VALUE_STRING
              ? Source.ofJsonName(json.getText())
              : Optional.<Source>empty())
          .orElseThrow(() -> invalid("\"source\" is one of canvas, upload and api."));
    }

    private void readImages(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw invalid("\"images\" is a list of images, each a list of 784 numbers.");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (images.size() == Prediction.MAX_DIGITS) {
          throw invalid("\"images\" has more than 64 images: send them in several requests.");
        }
        images.add(image(json, "Image " + (images.size() + 1)));
      }
      if (images.isEmpty()) {
        throw invalid("\"images\" is empty: send 1 to 64 images.");
      }
    }

    private static float[] image(JsonParser json, String name) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw invalid(name + " is not a list: send 784 numbers, 28 × 28 row by row.");
      }
      float[] values = new float[Pixels.COUNT];
      int count = 0;
      float lightest = Pixels.MAX;
      float darkest = 0;
      for (JsonToken token = json.nextToken();
          token != JsonToken.END_ARRAY;
          token = json.nextToken()) {
        if (!token.isNumeric()) {
          throw invalid(
              "Value %d of %s is not a number: send numbers from 0 to 255."
                  .formatted(count + 1, inside(name)));
        }
        float value = json.getFloatValue();
        if (!(value >= 0 && value <= Pixels.MAX)) {
          throw invalid(
              "Value %d of %s is not between 0 (paper) and 255 (ink)."
                  .formatted(count + 1, inside(name)));
        }
        if (count < values.length) {
          values[count] = value;
          lightest = Math.min(lightest, value);
          darkest = Math.max(darkest, value);
        }
        count++;
      }
      if (count != Pixels.COUNT) {
        throw invalid("%s has %d values: send 784, 28 × 28 row by row.".formatted(name, count));
      }
      if (darkest - lightest < MIN_CONTRAST) {
        throw new ProblemException(
            ProblemType.NOTHING_DRAWN,
            name + " has nothing drawn in it: paper is 0 and ink is up to 255.");
      }
      return values;
    }

    private static String inside(String name) {
      return name.startsWith("\"") ? name : name.replace('I', 'i');
    }
  }
}
