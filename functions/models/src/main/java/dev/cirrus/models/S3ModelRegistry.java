package dev.cirrus.models;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The model registry in an S3 bucket. The pointer moves by conditional writes on its ETag.
 *
 * <p>S3 compares and writes atomically, but S3Proxy does not. So all moves through one registry are
 * serialized, and on one machine all callers share one registry.
 */
public final class S3ModelRegistry implements ModelRegistry {
  private static final String POINTER = "models/current.json";
  private static final String DRIFT = "models/drift.json";
  private static final String JSON = "application/json";
  private static final int MAX_TEXT_BYTES = 1 << 20;

  private final S3Client s3;
  private final String bucket;

  public S3ModelRegistry(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Optional<VersionedPointer> current() {
    return read(POINTER, MAX_TEXT_BYTES)
        .map(object ->
            new VersionedPointer(parse(POINTER, object, ModelPointer::parse), etag(object)));
  }

  @Override
  public synchronized boolean movePointer(Optional<VersionedPointer> expected, ModelPointer next) {
    try {
      s3.putObject(
          put -> {
            put.bucket(bucket).key(POINTER).contentType(JSON);
            expected.ifPresentOrElse(
                known -> put.ifMatch(known.etag()), () -> put.ifNoneMatch("*"));
          },
          RequestBody.fromString(next.toJson()));
      return true;
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        // 412: the pointer has moved; 409: another write is in progress; 404: it was deleted.
        case 412, 409, 404 -> current().map(VersionedPointer::pointer).equals(Optional.of(next));
        default -> throw failed("write", POINTER, e);
      };
    } catch (SdkException e) {
      throw failed("write", POINTER, e);
    }
  }

  @Override
  public StoredModel fetch(ModelPointer pointer) {
    byte[] onnx = required(modelKey(pointer), MAX_MODEL_BYTES).asByteArray();
    String key = cardKey(pointer);
    return new StoredModel(
        onnx, parse(key, required(key, MAX_TEXT_BYTES), json -> new ModelCard(pointer, json)));
  }

  @Override
  public void store(StoredModel model) {
    write(modelKey(model.pointer()), "application/octet-stream", model.onnx());
    write(cardKey(model.pointer()), JSON, model.card().json().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> driftReport() {
    return read(DRIFT, MAX_TEXT_BYTES).map(ResponseBytes::asUtf8String);
  }

  @Override
  public void writeDriftReport(String json) {
    write(DRIFT, JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  private static String modelKey(ModelPointer pointer) {
    return "models/" + pointer.version() + "/model.onnx";
  }

  private static String cardKey(ModelPointer pointer) {
    return "models/" + pointer.version() + "/card.json";
  }

  private ResponseBytes<GetObjectResponse> required(String key, int maxBytes) {
    return read(key, maxBytes)
        .orElseThrow(() -> new CorruptRegistryException("There is no " + key + " in " + bucket));
  }

  private Optional<ResponseBytes<GetObjectResponse>> read(String key, int maxBytes) {
    try {
      return S3Reader.read(s3, bucket, key, maxBytes);
    } catch (ObjectTooLargeException e) {
      throw new CorruptRegistryException(String.valueOf(e.getMessage()), e);
    } catch (SdkException e) {
      throw failed("read", key, e);
    }
  }

  private void write(String key, String mediaType, byte[] bytes) {
    try {
      s3.putObject(
          put -> put.bucket(bucket).key(key).contentType(mediaType), RequestBody.fromBytes(bytes));
    } catch (SdkException e) {
      throw failed("write", key, e);
    }
  }

  private ModelRegistryException failed(String what, String key, RuntimeException cause) {
    return new ModelRegistryException(
        "failed to %s %s in %s: %s".formatted(what, key, bucket, cause.getMessage()), cause);
  }

  private static String etag(ResponseBytes<GetObjectResponse> object) {
    return object.response().eTag();
  }

  private static <T> T parse(
      String key, ResponseBytes<GetObjectResponse> object, Function<String, T> parser) {
    try {
      return parser.apply(object.asUtf8String());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new CorruptRegistryException(key + " is corrupt: " + e.getMessage(), e);
    }
  }
}
