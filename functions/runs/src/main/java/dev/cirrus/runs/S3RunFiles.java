package dev.cirrus.runs;

import dev.cirrus.models.S3Reader;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores the files of training runs in an S3 bucket. */
public final class S3RunFiles implements RunFiles {
  private final S3Client s3;
  private final String bucket;

  public S3RunFiles(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> read(String key, int maxBytes) {
    return S3Reader.read(s3, bucket, key, maxBytes).map(ResponseBytes::asByteArray);
  }

  @Override
  public void write(String key, String mediaType, byte[] bytes) {
    s3.putObject(
        put -> put.bucket(bucket).key(key).contentType(mediaType), RequestBody.fromBytes(bytes));
  }

  @Override
  public void delete(String key) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key));
  }
}
