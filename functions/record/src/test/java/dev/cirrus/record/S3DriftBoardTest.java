package dev.cirrus.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cirrus.bucket.Bucket;
import dev.cirrus.cloud.Cloud;
import dev.cirrus.cloud.CloudExtension;
import dev.cirrus.cloud.Resources;
import dev.cirrus.cloud.Service;
import dev.cirrus.ledger.DriftReport;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

@ExtendWith(CloudExtension.class)
final class S3DriftBoardTest {
  private static final DriftReport DRIFT =
      new DriftReport(LocalDate.of(2026, 11, 21), 1000, 9000, 0.1, 0.25, 0.05, 0.02, 0.01);

  private static S3DriftBoard board(Cloud cloud, String bucket) {
    return new S3DriftBoard(
        new Bucket(
            cloud.endpoint(Service.S3),
            cloud.region(),
            cloud.credentials(),
            bucket,
            Bucket.Patience.MUCH));
  }

  @Test
  void theDriftLiesBesideTheModels(Cloud cloud, Resources resources) {
    String bucket = resources.ref("ModelBucket");
    S3DriftBoard board = board(cloud, bucket);
    board.show(new DriftReport(LocalDate.of(2026, 11, 20), 1, 1, 0, 0, 0, 0, 0));
    board.show(DRIFT);
    try (S3Client s3 = cloud.s3()) {
      ResponseBytes<GetObjectResponse> file =
          s3.getObjectAsBytes(get -> get.bucket(bucket).key("models/drift.json"));
      assertEquals("application/json", file.response().contentType());
      assertEquals(
          "{\"shifted\":true,\"reasons\":[\"The model is unsure of 25.0 % of the digits, up from"
              + " 5.0 %.\"],\"day\":\"2026-11-21\",\"score\":2.0,\"digits\":1000,"
              + "\"digitsBefore\":9000,\"shift\":0.1,\"unsure\":0.25,\"unsureBefore\":0.05,"
              + "\"corrections\":0.02,\"correctionsBefore\":0.01}",
          file.asUtf8String());
    }
  }

  @Test
  void aBucketThatIsNotThereIsToldByItsStatus(Cloud cloud) {
    S3DriftBoard board = board(cloud, "no-such-bucket");
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> board.show(DRIFT));
    assertEquals("S3 did not take the drift: it answered 404", e.getMessage());
  }
}
