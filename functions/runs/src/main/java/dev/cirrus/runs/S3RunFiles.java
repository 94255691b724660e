package dev.cirrus.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The files of runs and models in S3. */
public final class S3RunFiles implements RunFiles {
  private final S3Client client;
  private final String bucket;

  public S3RunFiles(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> read(String key, int limit) {
    try (ResponseInputStream<GetObjectResponse> object =
        client.getObject(get -> get.bucket(bucket).key(key))) {
      long length = object.response().contentLength();
      if (length > limit) {
        object.abort();
        throw new FileTooLargeException(key, length);
      }
      return Optional.of(object.readAllBytes());
    } catch (NoSuchKeyException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + key + " stopped half way", e);
    }
  }

  @Override
  public void write(String key, String mediaType, byte[] bytes) {
    client.putObject(
        put -> put.bucket(bucket).key(key).contentType(mediaType), RequestBody.fromBytes(bytes));
  }
}
