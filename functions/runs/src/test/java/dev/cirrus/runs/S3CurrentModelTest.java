package dev.cirrus.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.cloud.Cloud;
import dev.cirrus.cloud.CloudExtension;
import dev.cirrus.cloud.FaultyWire;
import dev.cirrus.cloud.Resources;
import dev.cirrus.cloud.Service;
import dev.cirrus.runs.CurrentModel.Seen;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(CloudExtension.class)
final class S3CurrentModelTest extends CurrentModelContract {
  private final Cloud cloud;
  private final S3Client client;
  private final String name;
  private final Bucket bucket;

  S3CurrentModelTest(Cloud cloud, Resources resources) {
    this.cloud = cloud;
    client = cloud.s3();
    name = resources.ref("ModelBucket");
    bucket = open(cloud.endpoint(Service.S3));
  }

  private Bucket open(URI endpoint) {
    return new Bucket(endpoint, cloud.region(), cloud.credentials(), name, Bucket.Patience.MUCH);
  }

  @AfterEach
  void close() {
    bucket.close();
    client.close();
  }

  @Override
  CurrentModel unset() {
    client.deleteObject(delete -> delete.bucket(name).key("models/current.json"));
    return new S3CurrentModel(bucket);
  }

  @Test
  void aBrokenPointerIsSaidToBeBroken() {
    CurrentModel current = unset();
    client.putObject(
        put -> put.bucket(name).key("models/current.json"), RequestBody.fromString("{\"versi"));
    assertThrows(IllegalStateException.class, current::read);
  }

  @Test
  void aMoveWhoseAnswerWasLostIsDone() throws IOException {
    unset();
    try (FaultyWire wire = new FaultyWire(cloud.endpoint(Service.S3));
        Bucket lossy = open(wire.endpoint())) {
      CurrentModel current = new S3CurrentModel(lossy);
      ModelPointer pointer = new ModelPointer("1", "a".repeat(64));
      wire.loseNextAnswer();
      assertTrue(current.move(Optional.empty(), pointer));
      assertEquals(Optional.of(pointer), current.read().map(Seen::pointer));
      assertTrue(wire.connections() > 1, "an answer was lost");
    }
  }

  @Test
  void filesOfRunsAreReadAsTheyWereWrittenUnlessTheyAreTooLarge() {
    RunFiles files = new S3RunFiles(bucket);
    assertEquals(Optional.empty(), files.read("training/runs/1/model.onnx", 10));
    files.write("training/runs/1/model.onnx", "application/octet-stream", new byte[] {1, 2, 3});
    assertArrayEquals(
        new byte[] {1, 2, 3}, files.read("training/runs/1/model.onnx", 3).orElseThrow());
    FileTooLargeException tooLarge =
        assertThrows(
            FileTooLargeException.class, () -> files.read("training/runs/1/model.onnx", 2));
    assertEquals(3, tooLarge.bytes());
  }
}
