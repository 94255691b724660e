package dev.cirrus.bench.growth;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.cirrus.history.HistoryHandler;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.localaws.LocalAws;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.localaws.Template;
import dev.cirrus.models.InMemoryModelRegistry;
import dev.cirrus.predict.PredictHandler;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.record.DeadLetterQueue;
import dev.cirrus.record.RecordHandler;
import dev.cirrus.runs.InMemoryRunFiles;
import dev.cirrus.runs.InMemoryRunStore;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import dev.cirrus.traintrigger.TrainTriggerHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Measures how long the functions take on the local services when there is more to do: digits in a
 * request, records of an owner, messages in the queue, corrections of all owners.
 *
 * <p>Arguments: {@code --most N}, the largest number of records (default 100,000), and {@code
 * --write}, which puts the figures into docs/performance.md.
 */
public final class GrowthBenchmark {
  private static final List<Integer> DIGITS = List.of(1, 2, 4, 8, 16, 32, 64);
  private static final int SMALLEST = 1_000;
  private static final int REPEATED = 30;
  private static final int WARM_UP = 200;

  /** The entries of a transaction, which may have 100 writes with those of the days' counts. */
  private static final int ENTRIES_PER_WRITE = 90;

  private static final int OWNERS = 100;

  private final Clock clock = Clock.systemUTC();
  private final Telemetry telemetry = new Telemetry("bench", clock, line -> {});
  private final ApiResponses responses = new ApiResponses(null);
  private final TestPredictions predictions = new TestPredictions(1);
  private final List<ClassifiedDigit> digits =
      IntStream.range(0, 100).mapToObj(i -> predictions.digit(i % 10)).toList();
  private final Random random = new Random(1);
  private final Map<String, List<Series.Point>> ofRecords = new LinkedHashMap<>();
  private final LocalAws cloud;

  private GrowthBenchmark(LocalAws cloud) {
    this.cloud = cloud;
  }

  public static void main(String[] arguments) throws IOException {
    List<String> options = List.of(arguments);
    int at = options.indexOf("--most");
    int most = at < 0 ? 100_000 : Integer.parseInt(options.get(at + 1));
    Path folder = Files.createTempDirectory("cirrus-growth");
    try (LocalAws cloud = LocalAws.start(folder)) {
      GrowthBenchmark benchmark = new GrowthBenchmark(cloud);
      Series ofDigits = benchmark.digits();
      System.out.println(ofDigits.row());
      Template template = Template.read(Path.of("template.yaml"));
      for (int size = SMALLEST; size <= most; size *= 10) {
        benchmark.measure(size, template);
      }
      List<Series> ofRecords =
          benchmark.ofRecords.entrySet().stream()
              .map(each -> new Series(each.getKey(), "records", each.getValue()))
              .toList();
      GrowthReport report = new GrowthReport(ofDigits, ofRecords, most);
      System.out.println(report.text());
      if (options.contains("--write")) {
        report.write();
      }
    }
  }

  private Series digits() {
    List<Series.Point> points = new ArrayList<>();
    try (PredictHandler handler =
        new PredictHandler(
            new PredictHandler.Adapters(new InMemoryModelRegistry(), prediction -> {}),
            IdGenerator.system(clock),
            clock,
            telemetry,
            responses)) {
      for (int count : DIGITS) {
        String images = String.join(",", Collections.nCopies(count, image()));
        APIGatewayProxyRequestEvent event =
            ApiCalls.request("POST", "/predict", Map.of())
                .withBody("{\"images\":[" + images + "]}");
        for (int i = 0; i < WARM_UP; i++) {
          ApiCalls.requireSuccess(handler.handleRequest(event, null));
        }
        points.add(
            new Series.Point(
                count,
                median(
                    REPEATED, () -> ApiCalls.requireSuccess(handler.handleRequest(event, null)))));
      }
    }
    return new Series("POST /predict", "digits in a request", points);
  }

  private String image() {
    StringBuilder image = new StringBuilder("[");
    for (int i = 0; i < 784; i++) {
      image.append(i % 28 > 12 && i % 28 < 16 ? 255 : 0).append(i < 783 ? "," : "]");
    }
    return image.toString();
  }

  private void measure(int size, Template template) {
    StackResources resources = StackResources.create(cloud, template, "growth-" + size + "-");
    String table = resources.ref("LedgerTable");
    try (DynamoDbClient dynamo = cloud.dynamoDb();
        SqsClient sqs = cloud.sqs()) {
      DynamoLedger ledger = new DynamoLedger(dynamo, table, clock);
      String owner = ApiCalls.owner();
      List<String> ids = fill(ledger, size, number -> owner);
      HistoryHandler history = new HistoryHandler(ledger, telemetry, responses);
      APIGatewayProxyRequestEvent first =
          ApiCalls.request("GET", "/predictions", Map.of("limit", "50"));
      add(
          "list the first 50 records",
          size,
          () -> ApiCalls.requireSuccess(history.handleRequest(first, null)),
          REPEATED);
      add(
          "list all records, 50 a page",
          size,
          () -> ApiCalls.readAllPages(history, "/predictions"),
          1);
      add(
          "export an owner's corrections",
          size,
          () -> ApiCalls.readAllPages(history, "/dataset"),
          1);
      Collections.shuffle(ids, random);
      add(
          "delete a record",
          size,
          () ->
              ApiCalls.requireSuccess(
                  history.handleRequest(
                      ApiCalls.request("DELETE", "/predictions/{id}", Map.of())
                          .withPathParameters(Map.of("id", ids.removeLast())),
                      null)),
          REPEATED);
      recordBacklog(size, resources, sqs, ledger);
    }
    // Its own table, whose corrections are of many owners.
    exportForTraining(size, template);
  }

  private void exportForTraining(int size, Template template) {
    StackResources resources = StackResources.create(cloud, template, "training-" + size + "-");
    try (DynamoDbClient dynamo = cloud.dynamoDb()) {
      DynamoLedger ledger = new DynamoLedger(dynamo, resources.ref("LedgerTable"), clock);
      List<String> owners = IntStream.range(0, OWNERS).mapToObj(i -> predictions.owner()).toList();
      fill(ledger, size, number -> owners.get(number % OWNERS));
      TrainTriggerHandler trigger =
          new TrainTriggerHandler(
              new RunAdapters(
                  new InMemoryRunStore(),
                  new NoJobs(),
                  new InMemoryModelRegistry(),
                  new InMemoryRunFiles()),
              ledger,
              new TrainTriggerHandler.Settings(0, 90, null),
              IdGenerator.system(clock),
              clock,
              telemetry);
      add(
          "export all corrections for a training run",
          size,
          () ->
              ApiCalls.requireSuccess(
                  trigger.handleRequest(
                      ApiCalls.request("POST", "/training-runs", Map.of()).withBody("{}"), null)),
          1);
    }
  }

  private void recordBacklog(
      int size, StackResources resources, SqsClient sqs, DynamoLedger ledger) {
    Backlog backlog = new Backlog(sqs, resources.ref("PredictionQueue"));
    backlog.send(size, () -> prediction(predictions.owner(), clock.instant()));
    RecordHandler record =
        new RecordHandler(
            ledger, Duration.ofDays(90), drift -> {}, DeadLetterQueue.EMPTY, telemetry, clock);
    add("record a backlog, ten messages at once", size, () -> backlog.record(size, record), 1);
  }

  /** Stores corrected predictions of one digit; returns their ids. */
  private List<String> fill(DynamoLedger ledger, int size, IntFunction<String> owners) {
    Instant now = clock.instant();
    Instant expires = now.plus(Duration.ofDays(90));
    List<String> ids = new ArrayList<>();
    List<LedgerEntry> entries = new ArrayList<>();
    // All on one day, which is the worst case for the index of corrections.
    Instant midnight =
        LocalDate.ofInstant(now, ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);
    for (int number = 0; number < size; number++) {
      Prediction prediction = prediction(owners.apply(number), midnight.plusMillis(number));
      Correction correction = new Correction(new TreeMap<>(Map.of(0, number % 10)), now);
      entries.add(new LedgerEntry(prediction, expires, correction, now));
      ids.add(prediction.id());
      if (entries.size() == ENTRIES_PER_WRITE || number == size - 1) {
        if (!ledger.recordAll(entries)) {
          throw new IllegalStateException("expected new records");
        }
        entries.clear();
      }
    }
    return ids;
  }

  private Prediction prediction(String owner, Instant time) {
    return predictions
        .at(time)
        .owner(owner)
        .digits(List.of(digits.get(random.nextInt(digits.size()))))
        .build();
  }

  private void add(String operation, int size, Runnable work, int times) {
    Series.Point point = new Series.Point(size, median(times, work));
    ofRecords.computeIfAbsent(operation, name -> new ArrayList<>()).add(point);
    System.out.printf("%s, %,d: %.3f ms%n", operation, size, point.milliseconds());
  }

  private static double median(int times, Runnable work) {
    double[] milliseconds = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.run();
      milliseconds[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(milliseconds);
    return milliseconds[times / 2];
  }

  /** Starts nothing. */
  private static final class NoJobs implements TrainingJobs {
    @Override
    public String start(TrainingJobRequest request) {
      return "job";
    }

    @Override
    public void cancel(String run, String job) {
      throw new IllegalStateException("The benchmark cancels no jobs");
    }

    @Override
    public JobStatus status(String run, String job) {
      return new JobStatus.Waiting();
    }
  }
}
