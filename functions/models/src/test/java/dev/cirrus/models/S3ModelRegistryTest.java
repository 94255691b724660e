package dev.cirrus.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.testsupport.FaultyProxy;
import dev.cirrus.testsupport.LocalAwsExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(LocalAwsExtension.class)
final class S3ModelRegistryTest extends ModelRegistryContract {
  private final AwsEnvironment cloud;
  private final String bucket;
  private final S3Client s3;

  S3ModelRegistryTest(AwsEnvironment cloud, StackResources resources) {
    this.cloud = cloud;
    bucket = resources.ref("ModelBucket");
    s3 = client(cloud.endpoint(AwsService.S3), RetryPolicy.PERSISTENT);
  }

  private S3Client client(URI endpoint, RetryPolicy policy) {
    return S3Clients.forEndpoint(endpoint, policy)
        .region(cloud.region())
        .credentialsProvider(cloud.credentials())
        .build();
  }

  @AfterEach
  void close() {
    s3.close();
  }

  @Override
  ModelRegistry empty() {
    for (String key : new String[] {"models/current.json", "models/drift.json"}) {
      s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    }
    return new S3ModelRegistry(s3, bucket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"version\":\"a\"}", "{\"version\":\"../a\"}"})
  void aCorruptPointerIsReported(String json) {
    ModelRegistry models = empty();
    s3.putObject(
        put -> put.bucket(bucket).key("models/current.json"), RequestBody.fromString(json));
    CorruptRegistryException e = assertThrows(CorruptRegistryException.class, models::current);
    assertTrue(String.valueOf(e.getMessage()).contains("models/current.json is corrupt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "<html>", "{\"version\":\"1\"", "\u00ff"})
  void aCardThatIsNotAJsonObjectIsReported(String card) {
    ModelRegistry models = empty();
    models.store(new StoredModel(new byte[] {1}, new ModelCard(FIRST, "{}")));
    // In Latin-1, so that the last one is not UTF-8 either.
    s3.putObject(
        put -> put.bucket(bucket).key("models/1/card.json"),
        RequestBody.fromBytes(card.getBytes(StandardCharsets.ISO_8859_1)));
    CorruptRegistryException e =
        assertThrows(CorruptRegistryException.class, () -> models.fetch(FIRST));
    assertTrue(String.valueOf(e.getMessage()).contains("models/1/card.json is corrupt"));
  }

  @Test
  void aMoveWithALostResponseCountsAsMoved() throws IOException {
    empty();
    try (FaultyProxy proxy = new FaultyProxy(cloud.endpoint(AwsService.S3));
        S3Client lossy = client(proxy.endpoint(), RetryPolicy.PERSISTENT)) {
      ModelRegistry models = new S3ModelRegistry(lossy, bucket);
      proxy.loseNextResponse();
      assertTrue(models.movePointer(Optional.empty(), FIRST));
      assertEquals(Optional.of(FIRST), models.current().map(VersionedPointer::pointer));
      assertTrue(proxy.connections() > 1, "expected a lost response");
    }
  }

  @Test
  void anObjectLargerThanTheLimitIsNotRead() {
    empty();
    s3.putObject(
        put -> put.bucket(bucket).key("large"), RequestBody.fromBytes(new byte[] {1, 2, 3}));
    assertEquals(3, S3Reader.read(s3, bucket, "large", 3).orElseThrow().asByteArray().length);
    ObjectTooLargeException e =
        assertThrows(ObjectTooLargeException.class, () -> S3Reader.read(s3, bucket, "large", 2));
    assertEquals(3, e.bytes());
  }

  @Test
  void anUnreachableOrMissingBucketIsReported() {
    try (S3Client nowhere = client(URI.create("http://127.0.0.1:1"), RetryPolicy.SINGLE_ATTEMPT)) {
      assertThrows(
          ModelRegistryException.class, () -> new S3ModelRegistry(nowhere, bucket).current());
    }
    ModelRegistry elsewhere = new S3ModelRegistry(s3, "no-such-bucket");
    assertThrows(ModelRegistryException.class, elsewhere::current);
    assertThrows(ModelRegistryException.class, () -> elsewhere.writeDriftReport("{}"));
  }
}
