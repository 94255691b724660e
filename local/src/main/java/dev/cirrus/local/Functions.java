package dev.cirrus.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.cirrus.cloud.Cloud;
import dev.cirrus.cloud.Resources;
import dev.cirrus.cloud.Service;
import dev.cirrus.cloud.Template;
import dev.cirrus.cloud.Yaml;
import dev.cirrus.history.HistoryHandler;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.predict.PredictHandler;
import dev.cirrus.predict.S3ModelStore;
import dev.cirrus.predict.SqsPredictionLog;
import dev.cirrus.record.RecordHandler;
import dev.cirrus.record.S3DriftBoard;
import dev.cirrus.wire.ApiAnswers;
import dev.cirrus.wire.Ids;
import dev.cirrus.wire.Telemetry;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The functions, each made by the constructor that takes its collaborators, with the settings that
 * the template gives it.
 */
final class Functions {
  private final Cloud cloud;
  private final Resources resources;
  private final Template template;
  private final PrintStream lines;
  private final Clock clock;
  private final Closer closer;
  private final DynamoDbClient tables;
  private final Map<String, HttpFunction> http = new HashMap<>();

  /**
   * @param lines where the functions' lines go, which CloudWatch would keep
   * @param closer closes what is opened here
   */
  Functions(
      Cloud cloud,
      Resources resources,
      Template template,
      PrintStream lines,
      Clock clock,
      Closer closer) {
    this.cloud = cloud;
    this.resources = resources;
    this.template = template;
    this.lines = lines;
    this.clock = clock;
    this.closer = closer;
    tables = cloud.dynamoDb();
    closer.add(tables, tables::close);
    http.put("PredictFunction", new HttpFunction(predict(), timeout("PredictFunction")));
    http.put("HistoryFunction", new HttpFunction(history(), timeout("HistoryFunction")));
  }

  /** Those behind the HTTP interface, by their logical name in the template. */
  Map<String, HttpFunction> http() {
    return http;
  }

  private PredictHandler predict() {
    S3ModelStore models =
        new S3ModelStore(
            cloud.endpoint(Service.S3),
            cloud.region(),
            cloud.credentials(),
            variable("PredictFunction", "MODEL_BUCKET"));
    closer.add(models, models::close);
    SqsPredictionLog log =
        new SqsPredictionLog(
            SqsPredictionLog.client(
                cloud.endpoint(Service.SQS), cloud.region(), cloud.credentials()),
            variable("PredictFunction", "PREDICTION_QUEUE_URL"));
    closer.add(log, log::close);
    PredictHandler handler =
        new PredictHandler(
            models,
            models,
            log,
            Ids.ofSystem(clock),
            clock,
            telemetry("predict"),
            new ApiAnswers(null));
    return closer.add(handler, handler::close);
  }

  private HistoryHandler history() {
    return new HistoryHandler(
        new DynamoLedger(tables, variable("HistoryFunction", "LEDGER_TABLE"), clock),
        telemetry("history"),
        new ApiAnswers(null));
  }

  /** The one that reads the queue. */
  RequestHandler<SQSEvent, SQSBatchResponse> record() {
    return new RecordHandler(
        new DynamoLedger(tables, variable("RecordFunction", "LEDGER_TABLE"), clock),
        Duration.ofDays(Long.parseLong(variable("RecordFunction", "RETENTION_DAYS"))),
        new S3DriftBoard(
            cloud.endpoint(Service.S3),
            cloud.region(),
            cloud.credentials(),
            variable("RecordFunction", "MODEL_BUCKET")),
        telemetry("record"),
        clock);
  }

  private Telemetry telemetry(String service) {
    return new Telemetry(service, clock, lines::println);
  }

  private Duration timeout(String function) {
    return Duration.ofSeconds(
        Long.parseLong(resources.text(template.properties(function).get("Timeout"))));
  }

  private String variable(String function, String name) {
    Yaml value = template.properties(function).get("Environment").get("Variables").get(name);
    return resources.text(value);
  }
}
