package dev.cirrus.runs;

import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * {@code models/current.json} in S3, moved by conditional writes on its ETag.
 *
 * <p>S3 compares and writes in one step. S3Proxy compares first and writes then; so moves through
 * one object are made one after another, and on one machine all go through one object.
 */
public final class S3CurrentModel implements CurrentModel {
  private static final String KEY = "models/current.json";

  private final S3Client client;
  private final String bucket;

  public S3CurrentModel(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Optional<Seen> read() {
    try {
      ResponseBytes<GetObjectResponse> object =
          client.getObjectAsBytes(get -> get.bucket(bucket).key(KEY));
      return Optional.of(new Seen(pointer(object.asByteArray()), object.response().eTag()));
    } catch (NoSuchKeyException none) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized boolean move(Optional<Seen> seen, ModelPointer next) {
    try {
      client.putObject(
          put -> {
            put.bucket(bucket).key(KEY).contentType("application/json");
            seen.ifPresentOrElse(known -> put.ifMatch(known.mark()), () -> put.ifNoneMatch("*"));
          },
          RequestBody.fromString(json(next)));
      return true;
    } catch (S3Exception e) {
      // 412: it is another; 409: another is being written; 404: it has gone.
      if (e.statusCode() == 412 || e.statusCode() == 409 || e.statusCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  private static String json(ModelPointer pointer) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringField("version", pointer.version());
      json.writeStringField("sha256", pointer.sha256());
      json.writeEndObject();
    });
  }

  private static ModelPointer pointer(byte[] text) {
    try {
      return Models.pointer(new String(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(KEY + " is broken", e);
    }
  }
}
