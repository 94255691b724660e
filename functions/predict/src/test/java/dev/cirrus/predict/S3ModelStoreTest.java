package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.classifier.ModelPointer;
import dev.cirrus.classifier.ModelStore;
import dev.cirrus.classifier.StoredModel;
import dev.cirrus.classifier.TinyModel;
import dev.cirrus.cloud.Cloud;
import dev.cirrus.cloud.CloudExtension;
import dev.cirrus.cloud.Resources;
import dev.cirrus.cloud.Service;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(CloudExtension.class)
final class S3ModelStoreTest {
  private static final ModelPointer POINTER = new ModelPointer("a.1", "0".repeat(64));

  private final S3Client s3;
  private final String bucket;
  private final S3ModelStore store;
  private final Cloud cloud;

  S3ModelStoreTest(Cloud cloud, Resources resources) {
    this.cloud = cloud;
    s3 = cloud.s3();
    bucket = resources.ref("ModelBucket");
    store = store(cloud.endpoint(Service.S3), bucket);
  }

  private S3ModelStore store(URI endpoint, String name) {
    return new S3ModelStore(
        new Bucket(endpoint, cloud.region(), cloud.credentials(), name, Bucket.Patience.MUCH));
  }

  private void put(String key, byte[] bytes) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  private void put(String key, String text) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  @BeforeEach
  void empty() {
    for (String key : new String[] {"models/current.json", "models/drift.json"}) {
      s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    }
  }

  @AfterEach
  void close() {
    store.close();
    s3.close();
  }

  @Test
  void anEmptyBucketNamesNoModel() throws IOException {
    assertInstanceOf(ModelStore.Unset.class, store.current(null));
    assertEquals(Optional.empty(), store.drift());
    assertThrows(IOException.class, () -> store.fetch(POINTER));
  }

  @Test
  void aPointerIsToldOnceUntilItMoves() throws IOException {
    put("models/current.json", "{\"version\":\"a.1\",\"sha256\":\"" + "0".repeat(64) + "\"}");
    ModelStore.Current first = assertInstanceOf(ModelStore.Current.class, store.current(null));
    assertEquals(POINTER, first.pointer());
    assertInstanceOf(ModelStore.Unchanged.class, store.current(first.tag()));

    put("models/current.json", "{\"version\":\"a.2\",\"sha256\":\"" + "1".repeat(64) + "\"}");
    ModelStore.Current second =
        assertInstanceOf(ModelStore.Current.class, store.current(first.tag()));
    assertEquals("a.2", second.pointer().version());
  }

  @Test
  void aCorruptPointerIsAnError() {
    for (String text :
        new String[] {
          "", "{", "[]", "{\"version\":\"a\"}", "{\"version\":\"../a\",\"sha256\":\"0\"}"
        }) {
      put("models/current.json", text);
      assertThrows(IOException.class, () -> store.current(null));
    }
  }

  @Test
  void aModelComesWithItsCard() throws IOException {
    byte[] model = TinyModel.thatReadsKnownDigits().build();
    put("models/a.1/model.onnx", model);
    put("models/a.1/card.json", "{\"version\":\"a.1\"}");
    StoredModel stored = store.fetch(POINTER);
    assertArrayEquals(model, stored.model());
    assertEquals("{\"version\":\"a.1\"}", stored.card().json());
  }

  @Test
  void driftIsToldAsItWasWritten() throws IOException {
    put("models/drift.json", "{\"shifted\":false,\"reasons\":[]}");
    assertEquals(Optional.of("{\"shifted\":false,\"reasons\":[]}"), store.drift());
  }

  @Test
  void aStoreThatIsNotThereIsAnError() {
    try (S3ModelStore nowhere = store(URI.create("http://127.0.0.1:1"), bucket)) {
      assertThrows(IOException.class, () -> nowhere.current(null));
    }
    try (S3ModelStore elsewhere = store(cloud.endpoint(Service.S3), "no-such-bucket")) {
      // S3 answers 404 for the bucket as it does for the object.
      assertTrue(assertThrowsOrUnset(elsewhere), "it names a model where there is no bucket");
    }
  }

  private static boolean assertThrowsOrUnset(S3ModelStore store) {
    try {
      return store.current(null) instanceof ModelStore.Unset;
    } catch (IOException e) {
      return true;
    }
  }
}
