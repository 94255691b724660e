package dev.cirrus.local;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.cirrus.history.HistoryHandler;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.local.invocation.HttpFunction;
import dev.cirrus.local.invocation.InvocationContext;
import dev.cirrus.local.queue.BatchingSqsClient;
import dev.cirrus.local.queue.DiskGuardedFunction;
import dev.cirrus.local.queue.DiskGuardedQueue;
import dev.cirrus.local.queue.HeapGuardedQueue;
import dev.cirrus.local.training.TrainingConfig;
import dev.cirrus.local.training.TrainingProcesses;
import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.RetryPolicy;
import dev.cirrus.models.S3Clients;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.predict.PredictHandler;
import dev.cirrus.predict.SqsPredictionQueue;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.promote.PromoteHandler;
import dev.cirrus.record.RecordHandler;
import dev.cirrus.record.RegistryDriftReportPublisher;
import dev.cirrus.record.SqsDeadLetterQueue;
import dev.cirrus.runs.DynamoDbRunStore;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.S3RunFiles;
import dev.cirrus.traintrigger.TrainTriggerHandler;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Creates the functions with the constructors that take collaborators, and configures them from the
 * template.
 */
final class LocalFunctions {
  /**
   * How long a response waits for the queue. It is longer than on AWS, because here the queue
   * shares the processors with the requests: under load a request is refused, but not left
   * unrecorded.
   */
  private static final Duration QUEUE_WAIT = Duration.ofSeconds(1);

  private final AwsEnvironment aws;
  private final StackResources resources;
  private final Template template;
  private final PrintStream lines;
  private final Clock clock;
  private final CloseableStack closer;
  private final DynamoDbClient tables;
  private final DataFolder folder;
  private final HealthMonitor health;
  private final PromoteHandler promote;
  private final Map<String, HttpFunction> http = new HashMap<>();

  /**
   * Creates the functions.
   *
   * @param lines the log of the functions, in place of CloudWatch
   * @param closer closes the clients and handlers
   */
  LocalFunctions(
      AwsEnvironment aws,
      StackResources resources,
      Template template,
      PrintStream lines,
      Clock clock,
      TrainingConfig training,
      DataFolder folder,
      CloseableStack closer) {
    this.aws = aws;
    this.resources = resources;
    this.template = template;
    this.lines = lines;
    this.clock = clock;
    this.folder = folder;
    this.closer = closer;
    tables = closer.add(aws.dynamoDb(), DynamoDbClient::close);
    health = health();
    http.put("PredictFunction", new HttpFunction(predict(), timeout("PredictFunction")));
    http.put("HistoryFunction", new HttpFunction(history(), timeout("HistoryFunction")));
    S3Client s3 = s3(RetryPolicy.PERSISTENT);
    String bucket = variable("TrainTriggerFunction", "MODEL_BUCKET");
    RunFiles files = new S3RunFiles(s3, bucket);
    // One shared registry serializes all moves of the pointer, because S3Proxy does not compare
    // and write atomically.
    ModelRegistry models = new S3ModelRegistry(s3, bucket);
    RunStore runs = new DynamoDbRunStore(tables, variable("TrainTriggerFunction", "RUNS_TABLE"));
    TrainingProcesses jobs =
        closer.add(
            new TrainingProcesses(
                training.command(),
                training.folder(),
                training.data(),
                files,
                clock,
                this::promote),
            TrainingProcesses::stop);
    RunAdapters adapters = new RunAdapters(runs, jobs, models, files);
    promote =
        new PromoteHandler(
            adapters,
            new DynamoLedger(tables, variable("PromoteFunction", "LEDGER_TABLE"), clock),
            training.heldOut(),
            clock,
            System::nanoTime,
            telemetry("promote"));
    http.put(
        "TrainTriggerFunction",
        new HttpFunction(
            new TrainTriggerHandler(
                adapters,
                new DynamoLedger(tables, variable("TrainTriggerFunction", "LEDGER_TABLE"), clock),
                new TrainTriggerHandler.Settings(
                    training.corrections(),
                    Integer.parseInt(variable("TrainTriggerFunction", "RETENTION_DAYS")),
                    null),
                IdGenerator.system(clock),
                clock,
                telemetry("train-trigger")),
            timeout("TrainTriggerFunction")));
  }

  /** Returns the functions behind the HTTP interface by their logical names in the template. */
  Map<String, HttpFunction> http() {
    return http;
  }

  /** Invokes promote, as EventBridge does when a job ends and once an hour. */
  void promote(Map<String, Object> event) {
    try {
      promote.handleRequest(event, null);
    } catch (RuntimeException e) {
      telemetry("promote").error("The gate failed", e, json -> {});
    }
  }

  /** Records what is in the dead-letter queue, as a schedule of EventBridge does. */
  void recordDeadLetters(RequestHandler<SQSEvent, SQSBatchResponse> record, Duration timeout) {
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of());
    try {
      var _ =
          record.handleRequest(
              event,
              new InvocationContext(UUID.randomUUID().toString(), "RecordFunction", timeout));
    } catch (RuntimeException e) {
      // Otherwise the schedule would end.
      telemetry("record").error("dead letters not recorded", e, json -> {});
    }
  }

  /** Starts a run if there are enough new corrections, as a schedule of EventBridge does. */
  void startRunIfEnoughCorrections() {
    HttpFunction trigger = http.get("TrainTriggerFunction");
    if (trigger != null) {
      trigger
          .handler()
          .handleRequest(
              new APIGatewayProxyRequestEvent()
                  .withHttpMethod("POST")
                  .withResource("/training-runs")
                  .withBody("{\"trigger\":\"corrections\"}"),
              null);
    }
  }

  private PredictHandler predict() {
    SqsPredictionQueue queue =
        closer.add(
            new SqsPredictionQueue(
                new BatchingSqsClient(
                    SqsPredictionQueue.client(
                        aws.endpoint(AwsService.SQS), aws.region(), aws.credentials())),
                variable("PredictFunction", "PREDICTION_QUEUE_URL"),
                QUEUE_WAIT),
            SqsPredictionQueue::close);
    HeapGuardedQueue heap = HeapGuardedQueue.of(queue);
    DiskGuardedQueue disk = new DiskGuardedQueue(heap, folder.path().toFile()::getUsableSpace);
    PredictHandler handler =
        new PredictHandler(
            new PredictHandler.Adapters(registry("PredictFunction"), disk, () -> parts(disk, heap)),
            IdGenerator.system(clock),
            clock,
            telemetry("predict"),
            new ApiResponses(null));
    return closer.add(handler, PredictHandler::close);
  }

  private HealthMonitor health() {
    S3Client s3 = s3(RetryPolicy.SINGLE_ATTEMPT);
    SqsClient queues = closer.add(aws.sqs(), SqsClient::close);
    String bucket = variable("PredictFunction", "MODEL_BUCKET");
    String queue = variable("PredictFunction", "PREDICTION_QUEUE_URL");
    String ledger = variable("RecordFunction", "LEDGER_TABLE");
    HealthMonitor monitor =
        HealthMonitor.start(
            Map.of(
                "models", () -> s3.headBucket(head -> head.bucket(bucket)),
                "queue", () -> queues.getQueueAttributes(get -> get.queueUrl(queue)),
                "ledger", () -> tables.describeTable(describe -> describe.tableName(ledger))),
            HealthMonitor.INTERVAL);
    return closer.add(monitor, HealthMonitor::close);
  }

  private Map<String, String> parts(DiskGuardedQueue disk, HeapGuardedQueue heap) {
    Map<String, String> parts = new HashMap<>(health.states());
    parts.put("disk", disk.hasRoom() ? "ok" : "full");
    parts.put("memory", heap.hasRoom() ? "ok" : "full");
    return parts;
  }

  private HistoryHandler history() {
    return new HistoryHandler(
        new DynamoLedger(tables, variable("HistoryFunction", "LEDGER_TABLE"), clock),
        telemetry("history"),
        new ApiResponses(null));
  }

  /** Creates the function that receives from the queue. */
  RequestHandler<SQSEvent, SQSBatchResponse> record() {
    SqsClient queues = closer.add(aws.sqs(), SqsClient::close);
    RecordHandler handler =
        new RecordHandler(
            new DynamoLedger(tables, variable("RecordFunction", "LEDGER_TABLE"), clock),
            Duration.ofDays(Long.parseLong(variable("RecordFunction", "RETENTION_DAYS"))),
            new RegistryDriftReportPublisher(registry("RecordFunction")),
            new SqsDeadLetterQueue(queues, variable("RecordFunction", "DEAD_LETTER_QUEUE_URL")),
            telemetry("record"),
            clock);
    return new DiskGuardedFunction(handler, folder.path().toFile()::getUsableSpace);
  }

  private ModelRegistry registry(String function) {
    return new S3ModelRegistry(s3(RetryPolicy.SINGLE_ATTEMPT), variable(function, "MODEL_BUCKET"));
  }

  private S3Client s3(RetryPolicy policy) {
    S3Client client =
        S3Clients.forEndpoint(aws.endpoint(AwsService.S3), policy)
            .region(aws.region())
            .credentialsProvider(aws.credentials())
            .build();
    return closer.add(client, S3Client::close);
  }

  private Telemetry telemetry(String service) {
    return new Telemetry(service, clock, lines::println);
  }

  private Duration timeout(String function) {
    return Duration.ofSeconds(
        Long.parseLong(resources.text(template.properties(function).get("Timeout"))));
  }

  private String variable(String function, String name) {
    YamlNode value = template.properties(function).get("Environment").get("Variables").get(name);
    return resources.text(value);
  }
}
