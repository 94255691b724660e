package dev.cirrus.simulation.system;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.history.HistoryHandler;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Sha256;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.S3ModelRegistry;
import dev.cirrus.models.StoredModel;
import dev.cirrus.predict.PredictHandler;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.predict.SqsPredictionQueue;
import dev.cirrus.predict.serving.HotSwapModel;
import dev.cirrus.predict.serving.LoadedModel;
import dev.cirrus.predict.serving.ModelOrigin;
import dev.cirrus.predict.serving.ModelTelemetry;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.promote.CandidateEvaluator.Evaluation;
import dev.cirrus.promote.PromoteHandler;
import dev.cirrus.record.RecordHandler;
import dev.cirrus.record.RegistryDriftReportPublisher;
import dev.cirrus.record.SqsDeadLetterQueue;
import dev.cirrus.runs.DynamoDbRunStore;
import dev.cirrus.runs.EmrServerlessTrainingJobs;
import dev.cirrus.runs.EmrServerlessTrainingJobs.Engine;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunStore;
import dev.cirrus.runs.S3RunFiles;
import dev.cirrus.runs.TrainingJobs;
import dev.cirrus.simulation.audit.Auditor;
import dev.cirrus.simulation.audit.RunAudit;
import dev.cirrus.simulation.aws.EventSourceMapping;
import dev.cirrus.simulation.aws.LambdaFunction;
import dev.cirrus.simulation.aws.SimulatedBucket;
import dev.cirrus.simulation.aws.SimulatedContext;
import dev.cirrus.simulation.aws.SimulatedDynamoDb;
import dev.cirrus.simulation.aws.SimulatedEmrServerless;
import dev.cirrus.simulation.aws.SimulatedQueue;
import dev.cirrus.simulation.world.ExecutionEnvironment;
import dev.cirrus.simulation.world.TaskExecutor;
import dev.cirrus.simulation.world.World;
import dev.cirrus.traintrigger.TrainTriggerHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Cirrus on simulated services: every function with its real handler and adapters. */
final class Cirrus {
  static final String LEDGER = "ledger";
  static final String RUNS = "runs";

  private static final String BUCKET = "bucket";
  private static final String POINTER = "models/current.json";

  /** What a deployment uploads; without them no job starts. */
  private static final List<String> UPLOADED =
      List.of("training/jars.txt", "training/data/mnist/t10k-labels-idx1-ubyte.gz");

  private static final int RETENTION_DAYS = 3;
  private static final int CORRECTIONS_BEFORE_TRAINING = 3;
  private static final int MAX_EVENT_DELAY_SECONDS = 90;
  private static final Duration JOB_LIMIT = Duration.ofMinutes(210);
  private static final Duration LEDGER_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration RUNS_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLLING_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration PERSISTENT_TIMEOUT = Duration.ofSeconds(20);
  private static final byte[] EVALUATION = evaluation();

  private final World world;
  private final Auditor auditor;
  private final Adapters adapters;
  private final SimulatedQueue queue;
  private final SimulatedQueue deadLetters;
  private final SimulatedDynamoDb ledgerTable;
  private final SimulatedBucket bucket;
  private final LambdaFunction<
          RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>>
      predict;
  private final LambdaFunction<RecordHandler> record;
  private final LambdaFunction<
          RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>>
      history;
  private final LambdaFunction<TrainTriggerHandler> trainTrigger;
  private final LambdaFunction<PromoteHandler> promote;

  Cirrus(World world, Auditor auditor, Adapters adapters, StackLimits limits) {
    this.world = world;
    this.auditor = auditor;
    this.adapters = adapters;
    deadLetters = new SimulatedQueue(world, limits.deadLetters(), null);
    queue = new SimulatedQueue(world, limits.queue(), deadLetters);
    ledgerTable = new SimulatedDynamoDb(world, LEDGER_TIMEOUT);
    ledgerTable.listen(change -> auditor.changed(change, LEDGER));
    SimulatedDynamoDb runsTable = ledgerTable.withTimeout(RUNS_TIMEOUT);
    SimulatedBucket polledBucket = new SimulatedBucket(world, POLLING_TIMEOUT);
    bucket = polledBucket.withTimeout(PERSISTENT_TIMEOUT);
    bucket.listen(this::written);
    SimulatedEmrServerless emr =
        new SimulatedEmrServerless(world, this::train, this::sendJobEvents);
    Telemetry telemetry = new Telemetry("simulation", world::now, auditor::logged);
    ApiResponses responses = new ApiResponses(null);
    predict =
        new LambdaFunction<>(
            world,
            "predict",
            limits.timeout("PredictFunction"),
            process -> {
              ModelRegistry registry = new S3ModelRegistry(polledBucket, BUCKET);
              return adapters.predict(
                  new PredictHandler(
                      model(process, registry, telemetry),
                      new PredictHandler.Adapters(registry, predictionQueue(process)),
                      ids(process),
                      process.clock(),
                      telemetry,
                      responses));
            });
    record =
        new LambdaFunction<>(
            world,
            "record",
            limits.timeout("RecordFunction"),
            process ->
                new RecordHandler(
                    ledger(ledgerTable, process),
                    Duration.ofDays(RETENTION_DAYS),
                    new RegistryDriftReportPublisher(new S3ModelRegistry(polledBucket, BUCKET)),
                    new SqsDeadLetterQueue(adapters.deadLetters(deadLetters), "dead-letters"),
                    telemetry,
                    process.clock()));
    history =
        new LambdaFunction<>(
            world,
            "history",
            limits.timeout("HistoryFunction"),
            process ->
                adapters.history(
                    new HistoryHandler(ledger(ledgerTable, process), telemetry, responses)));
    trainTrigger =
        new LambdaFunction<>(
            world,
            "train-trigger",
            limits.timeout("TrainTriggerFunction"),
            process ->
                new TrainTriggerHandler(
                    new RunAdapters(runs(runsTable), jobs(emr), models(), files()),
                    ledger(runsTable, process),
                    new TrainTriggerHandler.Settings(
                        CORRECTIONS_BEFORE_TRAINING, RETENTION_DAYS, null),
                    ids(process),
                    process.clock(),
                    telemetry));
    promote =
        new LambdaFunction<>(
            world,
            "promote",
            limits.timeout("PromoteFunction"),
            process ->
                new PromoteHandler(
                    new RunAdapters(runs(runsTable), jobs(emr), models(), files()),
                    (candidate, serving, sets) -> evaluate(candidate.pointer()),
                    process.clock(),
                    telemetry));
    var _ = new EventSourceMapping(world, queue, record, limits.batchSize(), limits.concurrency());
    for (String uploaded : UPLOADED) {
      bucket.write(uploaded, new byte[0]);
    }
    writeModel("initial", "models/initial/");
    if (world.random("pointer").nextInt(20) > 0) {
      // Otherwise the shipped model serves.
      bucket.write(POINTER, pointer("initial").toJson().getBytes(StandardCharsets.UTF_8));
    }
  }

  private HotSwapModel model(
      ExecutionEnvironment process, ModelRegistry registry, Telemetry telemetry) {
    Classifier classifier = new RandomClassifier(world);
    ModelCard card = ModelCard.parse(pointer("shipped").toJson());
    return new HotSwapModel(
        new LoadedModel(
            classifier, new StoredModel(new byte[0], card), ModelOrigin.SHIPPED, world.now()),
        registry,
        (onnx, sha256) -> classifier,
        process.clock(),
        new ModelTelemetry(telemetry),
        new TaskExecutor(world, process, "refresh"));
  }

  /** Returns the queue as predict sends to it, observed by the auditor. */
  private PredictionQueue predictionQueue(ExecutionEnvironment process) {
    TaskExecutor senders = new TaskExecutor(world, process, "send");
    PredictionQueue real = adapters.queue(new SqsPredictionQueue(queue, "queue", senders), senders);
    return prediction -> {
      auditor.ledger().sending(prediction);
      real.send(prediction);
    };
  }

  /** Sends a request to predict. */
  void predict(
      String task,
      APIGatewayProxyRequestEvent request,
      Consumer<APIGatewayProxyResponseEvent> response) {
    predict.invoke(
        task,
        invocation -> response.accept(invocation.handler().handleRequest(request, null)),
        () -> {});
  }

  /** Sends a request to history. */
  void history(
      String task,
      APIGatewayProxyRequestEvent request,
      Consumer<APIGatewayProxyResponseEvent> response) {
    history.invoke(
        task,
        invocation -> response.accept(invocation.handler().handleRequest(request, null)),
        () -> {});
  }

  /** Sends a request to train-trigger. */
  void trainTrigger(
      String task,
      APIGatewayProxyRequestEvent request,
      Consumer<APIGatewayProxyResponseEvent> response) {
    trainTrigger.invoke(
        task,
        invocation -> response.accept(invocation.handler().handleRequest(request, null)),
        () -> {});
  }

  /** Invokes promote, as EventBridge does every hour. */
  void promote(String task) {
    promote.invoke(
        task,
        invocation -> {
          try {
            world.trace(invocation.handler().handleRequest(Map.of(), null));
          } catch (RuntimeException e) {
            auditor.thrown(e);
          }
        },
        () -> {});
  }

  /** Records what is in the dead-letter queue, as EventBridge does every hour. */
  void recordDeadLetters(String task) {
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of());
    record.invoke(
        task,
        invocation -> {
          try {
            var _ =
                invocation
                    .handler()
                    .handleRequest(event, new SimulatedContext(world, invocation.deadline()));
          } catch (SdkException e) {
            world.trace("the dead letters were not received: " + e.getMessage());
          }
        },
        () -> {});
  }

  /** Ends some idle processes, and skews the clocks of others. */
  void disturbProcesses(SplittableRandom random) {
    for (LambdaFunction<?> function : List.of(predict, record, history, trainTrigger, promote)) {
      if (random.nextBoolean()) {
        function.stopIdle(random);
      }
      if (random.nextBoolean()) {
        function.skewClocks(random);
      }
    }
  }

  /** Returns the ledger as a reader with a correct clock sees it. */
  DynamoLedger ledger() {
    return new DynamoLedger(ledgerTable, LEDGER, world::now, world::sleep);
  }

  SimulatedQueue deadLetters() {
    return deadLetters;
  }

  boolean isLocked() {
    return ledgerTable.items(RUNS).containsKey("lock");
  }

  private DynamoLedger ledger(DynamoDbClient client, ExecutionEnvironment process) {
    return new DynamoLedger(adapters.dynamoDb(client), LEDGER, process.clock(), world::sleep);
  }

  private RunStore runs(DynamoDbClient client) {
    return adapters.runs(new DynamoDbRunStore(client, RUNS));
  }

  private ModelRegistry models() {
    return new S3ModelRegistry(bucket, BUCKET);
  }

  private RunFiles files() {
    return new S3RunFiles(bucket, BUCKET);
  }

  private TrainingJobs jobs(SimulatedEmrServerless emr) {
    return new EmrServerlessTrainingJobs(
        emr, new Engine("application", "role", BUCKET), files(), JOB_LIMIT);
  }

  private IdGenerator ids(ExecutionEnvironment process) {
    return new IdGenerator(process.clock(), () -> world.current().random().nextLong());
  }

  /** Writes the candidate into its run's folder, as the training job does. */
  private void train(String run) {
    writeModel(RunAudit.candidate(run), RunFiles.job(run));
    bucket.write(RunFiles.job(run) + "evaluation.gz", EVALUATION);
  }

  private void writeModel(String version, String folder) {
    bucket.write(folder + "model.onnx", version.getBytes(StandardCharsets.UTF_8));
    bucket.write(folder + "card.json", pointer(version).toJson().getBytes(StandardCharsets.UTF_8));
  }

  private static ModelPointer pointer(String version) {
    return new ModelPointer(version, Sha256.hex(version.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends the events of a job's end, which may be lost, late or sent twice. */
  private void sendJobEvents(String job) {
    SplittableRandom random = world.random("end of " + job);
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String task = "promote/" + job.substring(job.length() - 4) + "#" + i;
      world.schedule(
          Duration.ofSeconds(random.nextInt(MAX_EVENT_DELAY_SECONDS)), () -> promote(task));
    }
  }

  /** Decides at random: two evaluations of one candidate may differ, as they measure its speed. */
  private Evaluation evaluate(ModelPointer candidate) {
    SplittableRandom random = world.current().random();
    world.sleep(Duration.ofSeconds(random.nextInt(1, 100)));
    boolean isGood = random.nextInt(3) > 0;
    world.trace(candidate.version() + (isGood ? " passes" : " is refused"));
    auditor.runs().evaluated(candidate.version(), isGood);
    return new Evaluation(
        isGood ? List.of() : List.of("It is too slow."),
        true,
        "{\"gate\":{\"passed\":" + isGood + "}}");
  }

  private void written(String key, byte[] content) {
    if (key.equals(POINTER)) {
      auditor
          .runs()
          .pointerWritten(ModelPointer.parse(new String(content, StandardCharsets.UTF_8)));
    }
  }

  private static byte[] evaluation() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      EvaluationSet.write(
          List.of(new EvaluationSet("simulated", new byte[1], new byte[784])), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
