package dev.cirrus.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the permissions that the template grants to a function with the operations of AWS that
 * the function's code can reach from its handler.
 */
final class PermissionsTest {
  private static final Path ROOT = Path.of("..");
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .importPaths(
              Stream.of(
                      "json",
                      "lambda",
                      "http",
                      "prediction",
                      "ledger",
                      "models",
                      "runs",
                      "predict",
                      "record",
                      "history",
                      "train-trigger",
                      "promote")
                  .map(module -> ROOT.resolve("functions/" + module + "/target/classes"))
                  .toList());

  private static final String SERVICES = "software.amazon.awssdk.services.";

  /** The permissions that operations of the SDK need, by client or builder and method. */
  private static final Map<String, Set<String>> NEEDED =
      Map.ofEntries(
          Map.entry("DynamoDbClient.batchGetItem", Set.of("dynamodb:BatchGetItem")),
          Map.entry("DynamoDbClient.deleteItem", Set.of("dynamodb:DeleteItem")),
          Map.entry("DynamoDbClient.getItem", Set.of("dynamodb:GetItem")),
          Map.entry("DynamoDbClient.putItem", Set.of("dynamodb:PutItem")),
          Map.entry("DynamoDbClient.query", Set.of("dynamodb:Query")),
          Map.entry("DynamoDbClient.scan", Set.of("dynamodb:Scan")),
          Map.entry("DynamoDbClient.scanPaginator", Set.of("dynamodb:Scan")),
          Map.entry("DynamoDbClient.updateItem", Set.of("dynamodb:UpdateItem")),
          // A transaction needs the permissions of its items.
          Map.entry("DynamoDbClient.transactWriteItems", Set.of()),
          Map.entry("TransactWriteItem$Builder.put", Set.of("dynamodb:PutItem")),
          Map.entry("TransactWriteItem$Builder.update", Set.of("dynamodb:UpdateItem")),
          Map.entry("TransactWriteItem$Builder.delete", Set.of("dynamodb:DeleteItem")),
          Map.entry(
              "TransactWriteItem$Builder.conditionCheck", Set.of("dynamodb:ConditionCheckItem")),
          // Without s3:ListBucket S3 answers 403 instead of 404 for an object that does not exist.
          Map.entry("S3Client.getObject", Set.of("s3:GetObject", "s3:ListBucket")),
          Map.entry("S3Client.deleteObject", Set.of("s3:DeleteObject")),
          Map.entry("S3Client.putObject", Set.of("s3:PutObject")),
          Map.entry("SqsClient.getQueueAttributes", Set.of("sqs:GetQueueAttributes")),
          Map.entry("SqsClient.receiveMessage", Set.of("sqs:ReceiveMessage")),
          Map.entry("SqsClient.deleteMessageBatch", Set.of("sqs:DeleteMessage")),
          Map.entry("SqsClient.sendMessage", Set.of("sqs:SendMessage")),
          Map.entry("EmrServerlessClient.cancelJobRun", Set.of("emr-serverless:CancelJobRun")),
          Map.entry("EmrServerlessClient.getJobRun", Set.of("emr-serverless:GetJobRun")),
          Map.entry(
              "EmrServerlessClient.startJobRun",
              Set.of("emr-serverless:StartJobRun", "iam:PassRole")));

  /** The actions that Lambda itself needs with the role of each function. */
  private static final Set<String> LAMBDA = Set.of("logs:CreateLogStream", "logs:PutLogEvents");

  private static final Set<String> POLLER =
      Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

  @ParameterizedTest
  @CsvSource({
    "PredictFunction, dev.cirrus.predict.PredictHandler",
    "RecordFunction, dev.cirrus.record.RecordHandler",
    "HistoryFunction, dev.cirrus.history.HistoryHandler",
    "TrainTriggerFunction, dev.cirrus.traintrigger.TrainTriggerHandler",
    "PromoteFunction, dev.cirrus.promote.PromoteHandler",
  })
  void theTemplateGrantsWhatTheCodeUses(String function, String handler) throws IOException {
    Set<String> used = new TreeSet<>(LAMBDA);
    used.addAll(used(CODE.get(handler)));
    if (function.equals("RecordFunction")) {
      used.addAll(POLLER);
    }
    assertEquals(used, granted(Template.read(ROOT.resolve("template.yaml")), function));
  }

  /** The actions that a function's role allows, except for keeping its failed events. */
  private static Set<String> granted(Template template, String function) {
    String role =
        template.properties(function).get("Role").get("Fn::GetAtt").toString().replace(".Arn", "");
    Set<String> actions = new TreeSet<>();
    for (YamlNode policy : template.properties(role).get("Policies").items()) {
      for (YamlNode item : policy.get("PolicyDocument").get("Statement").items()) {
        YamlNode statement =
            item.get("Fn::If").isPresent() ? item.get("Fn::If").items().get(1) : item;
        if (!statement.get("Resource").toString().contains("FailedEventQueue")) {
          YamlNode action = statement.get("Action");
          if (action.items().isEmpty()) {
            actions.add(action.toString());
          }
          action.items().forEach(each -> actions.add(each.toString()));
        }
      }
    }
    return actions;
  }

  /** The permissions for all operations of AWS in the code that a handler can reach. */
  private static Set<String> used(JavaClass handler) {
    Set<String> permissions = new TreeSet<>();
    Set<JavaCodeUnit> reached = new HashSet<>(handler.getCodeUnits());
    Deque<JavaCodeUnit> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (CodeUnitAccessTarget target : targets(open.pop())) {
        JavaClass owner = target.getOwner();
        if (owner.getPackageName().startsWith(SERVICES)) {
          permissions.addAll(permissions(owner, target.getName()));
        }
        for (JavaCodeUnit next : implementations(target)) {
          if (reached.add(next)) {
            open.push(next);
          }
        }
      }
    }
    return permissions;
  }

  private static List<CodeUnitAccessTarget> targets(JavaCodeUnit unit) {
    return Stream.concat(
            unit.getCallsFromSelf().stream().map(call -> (CodeUnitAccessTarget) call.getTarget()),
            unit.getCodeUnitReferencesFromSelf().stream()
                .map(reference -> (CodeUnitAccessTarget) reference.getTarget()))
        .toList();
  }

  private static Set<String> permissions(JavaClass owner, String method) {
    String simple = owner.getName().replaceFirst(".*\\.", "");
    Set<String> needed = NEEDED.get(simple + "." + method);
    if (needed != null) {
      return needed;
    }
    boolean isOperation =
        simple.endsWith("Client") && !Set.of("builder", "close", "create").contains(method);
    return isOperation ? Set.of("unknown: " + simple + "." + method) : Set.of();
  }

  /** The method of Cirrus that is called, and those that override it. */
  private static List<JavaCodeUnit> implementations(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    if (!owner.getPackageName().startsWith("dev.cirrus")) {
      return List.of();
    }
    return Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
        .flatMap(type -> type.getCodeUnits().stream())
        .filter(unit -> unit.getName().equals(target.getName()))
        .filter(unit -> unit.getRawParameterTypes().size() == target.getRawParameterTypes().size())
        .toList();
  }
}
