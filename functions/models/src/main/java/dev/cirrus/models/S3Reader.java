package dev.cirrus.models;

import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Reads objects of limited size from a bucket. */
public final class S3Reader {
  private S3Reader() {}

  /**
   * Reads an object; empty if there is none.
   *
   * @throws ObjectTooLargeException if the object is larger than {@code maxBytes}
   */
  public static Optional<ResponseBytes<GetObjectResponse>> read(
      S3Client s3, String bucket, String key, int maxBytes) {
    ResponseBytes<GetObjectResponse> object;
    try {
      object =
          s3.getObject(
              get -> get.bucket(bucket).key(key),
              ResponseTransformer.unmanaged((response, content) -> {
                if (response.contentLength() > maxBytes) {
                  content.abort();
                  return ResponseBytes.fromByteArray(response, new byte[0]);
                }
                try (content) {
                  return ResponseBytes.fromByteArray(response, content.readAllBytes());
                }
              }));
    } catch (NoSuchKeyException missing) {
      return Optional.empty();
    }
    long bytes = object.response().contentLength();
    if (bytes > maxBytes) {
      throw new ObjectTooLargeException(key, bytes, maxBytes);
    }
    return Optional.of(object);
  }
}
