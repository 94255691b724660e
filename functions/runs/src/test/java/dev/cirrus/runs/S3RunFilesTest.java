package dev.cirrus.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.models.ObjectTooLargeException;
import dev.cirrus.testsupport.LocalAwsExtension;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(LocalAwsExtension.class)
final class S3RunFilesTest {
  private static final String KEY = "training/runs/1/model.onnx";

  @Test
  void aFileIsReadAsItWasWrittenUnlessItIsTooLarge(AwsEnvironment cloud, StackResources resources) {
    try (S3Client s3 = cloud.s3()) {
      RunFiles files = new S3RunFiles(s3, resources.ref("ModelBucket"));
      assertEquals(Optional.empty(), files.read(KEY, 10));
      files.write(KEY, "application/octet-stream", new byte[] {1, 2, 3});
      assertArrayEquals(new byte[] {1, 2, 3}, files.read(KEY, 3).orElseThrow());
      assertThrows(ObjectTooLargeException.class, () -> files.read(KEY, 2));
      files.delete(KEY);
      assertEquals(Optional.empty(), files.read(KEY, 10));
    }
  }
}
