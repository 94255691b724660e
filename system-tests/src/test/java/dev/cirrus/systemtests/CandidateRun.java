package dev.cirrus.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cirrus.classifier.DrawnDigits;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.localaws.AwsEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A training run whose job has succeeded, as train-trigger and the job leave it. Its candidate is
 * the shipped model under another version.
 */
final class CandidateRun {
  static final String ID = "019b76da-a800-7000-8000-000000000001";
  static final String CANDIDATE = "candidate";

  /** Both required sets; without either the gate would wait for an administrator. */
  private static final List<EvaluationSet> SETS =
      List.of(DrawnDigits.set(EvaluationSet.MNIST), DrawnDigits.set(EvaluationSet.PEN));

  private static final ObjectMapper JSON = new ObjectMapper();

  private CandidateRun() {}

  static void write(AwsEnvironment cloud, String table, String bucket) throws IOException {
    ObjectNode card =
        (ObjectNode) JSON.readTree(Repository.ROOT.resolve("model/card.json").toFile());
    AttributeValue shipped = pointer(card);
    card.put("version", CANDIDATE);
    try (S3Client s3 = cloud.s3()) {
      put(s3, bucket, "card.json", JSON.writeValueAsBytes(card));
      put(s3, bucket, "evaluation.gz", evaluation());
      put(
          s3,
          bucket,
          "model.onnx",
          Files.readAllBytes(Repository.ROOT.resolve("model/model.onnx")));
    }
    AttributeValue now = text(Instant.now().toString());
    try (DynamoDbClient tables = cloud.dynamoDb()) {
      tables.putItem(put ->
          put.tableName(table)
              .item(
                  Map.of(
                      "id", text(ID),
                      "cause", text("hand"),
                      "asks", AttributeValue.fromBool(false),
                      "createdAt", now,
                      "updatedAt", now,
                      "base", shipped,
                      "state", AttributeValue.fromM(Map.of("name", text("gate"))),
                      "revision", AttributeValue.fromN("1"))));
      tables.putItem(put ->
          put.tableName(table).item(Map.of("id", text("lock"), "run", text(ID), "until", now)));
    }
  }

  private static void put(S3Client s3, String bucket, String name, byte[] bytes) {
    s3.putObject(
        put -> put.bucket(bucket).key("training/runs/" + ID + "/" + name),
        RequestBody.fromBytes(bytes));
  }

  private static byte[] evaluation() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EvaluationSet.write(SETS, bytes);
    return bytes.toByteArray();
  }

  /** Returns the value of the parameter with which the gate accepts these sets. */
  static String heldOutSets() {
    return SETS.stream().map(EvaluationSet::sha256).collect(Collectors.joining(","));
  }

  private static AttributeValue pointer(JsonNode card) {
    return AttributeValue.fromM(
        Map.of(
            "version", text(card.get("version").asText()),
            "sha256", text(card.get("sha256").asText())));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
