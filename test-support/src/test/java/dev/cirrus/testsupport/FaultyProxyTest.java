package dev.cirrus.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.StackResources;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(LocalAwsExtension.class)
final class FaultyProxyTest {
  /**
   * Bytes are late on a busy machine, too. If {@link AwsEnvironment}'s client sent objects in
   * chunks, S3Proxy would answer before it has read the last bytes, and the response would be lost.
   */
  @Test
  void aWriteWhoseLastBytesAreLateIsAnsweredOnItsFirstConnection(
      AwsEnvironment aws, StackResources resources) throws IOException {
    try (FaultyProxy proxy = new FaultyProxy(aws.endpoint(AwsService.S3));
        S3Client s3 = aws.withEndpoint(proxy.endpoint()).s3()) {
      proxy.delayLastBytes();
      s3.putObject(
          put -> put.bucket(resources.ref("ModelBucket")).key("late").ifNoneMatch("*"),
          RequestBody.fromString("1"));
      assertEquals(1, proxy.connections());
    }
  }
}
