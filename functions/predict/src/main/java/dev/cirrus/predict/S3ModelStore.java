package dev.cirrus.predict;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.classifier.ModelCard;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.classifier.ModelStore;
import dev.cirrus.classifier.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Models in an S3 bucket. */
public final class S3ModelStore implements ModelStore, DriftReportSource, AutoCloseable {
  private static final String POINTER = "models/current.json";
  private static final String DRIFT = "models/drift.json";
  private static final int MAX_TEXT_BYTES = 1 << 20;
  private static final int MAX_MODEL_BYTES = 32 << 20;
  private static final int NOT_MODIFIED = 304;

  private final Bucket bucket;

  /**
   * @param bucket is closed with it
   */
  public S3ModelStore(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Answer current(@Nullable String seen) throws IOException {
    Bucket.Answer answer = get(POINTER, seen, MAX_TEXT_BYTES);
    if (answer.status() == NOT_MODIFIED) {
      return new Unchanged();
    }
    if (answer.isMissing()) {
      return new Unset();
    }
    return new Current(ModelJson.pointer(text(POINTER, answer)), answer.tag());
  }

  @Override
  public StoredModel fetch(ModelPointer pointer) throws IOException {
    String folder = "models/" + pointer.version() + "/";
    String card = text("The card", get(folder + "card.json", null, MAX_TEXT_BYTES));
    byte[] model = body("The model", get(folder + "model.onnx", null, MAX_MODEL_BYTES));
    return new StoredModel(model, new ModelCard(pointer, card));
  }

  @Override
  public Optional<String> drift() throws IOException {
    Bucket.Answer answer = get(DRIFT, null, MAX_TEXT_BYTES);
    return answer.isMissing() ? Optional.empty() : Optional.of(text(DRIFT, answer));
  }

  @Override
  public void close() {
    bucket.close();
  }

  private Bucket.Answer get(String key, @Nullable String unless, int limit) throws IOException {
    try {
      Bucket.Answer answer =
          bucket.get(
              key,
              limit,
              unless == null || unless.isEmpty() ? Map.of() : Map.of("If-None-Match", unless));
      if (answer.length() > limit) {
        throw new IOException(key + " is larger than " + limit + " bytes.");
      }
      return answer;
    } catch (SdkException | UncheckedIOException e) {
      throw new IOException("S3 could not be asked for " + key + ".", e);
    }
  }

  private static byte[] body(String what, Bucket.Answer answer) throws IOException {
    if (!answer.isDone()) {
      throw new IOException(what + " could not be got: S3 answered " + answer.status() + ".");
    }
    return answer.bytes();
  }

  private static String text(String what, Bucket.Answer answer) throws IOException {
    return new String(body(what, answer), StandardCharsets.UTF_8);
  }
}
