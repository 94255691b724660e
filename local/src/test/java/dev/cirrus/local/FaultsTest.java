package dev.cirrus.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.http.OwnerKey;
import dev.cirrus.ledger.DynamoLedger;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.predict.PredictionIds;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.Probabilities;
import dev.cirrus.prediction.Source;
import dev.cirrus.simulation.audit.LedgerAudit;
import dev.cirrus.simulation.aws.SimulatedDynamoDb.Change;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Runs the whole system while requests to its services fail at random, its clock jumps and its
 * process is killed again and again, and then checks what the simulator's auditor checks. {@code
 * ./cirrus bench faults} runs it for longer and, as root, on a small file system that is filled.
 */
final class FaultsTest {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("cirrus.faults.seconds", 15));
  private static final long SEED = Long.getLong("cirrus.faults.seed", 1);

  /** A small file system that may be filled, or null. */
  private static final @Nullable String DISK = System.getProperty("cirrus.faults.disk");

  private static final Duration MAX_RUNTIME = Duration.ofSeconds(20);
  private static final int ACKNOWLEDGED_PER_PROCESS = 10;
  private static final int OWNERS = 4;

  private final PredictionIds ids =
      new PredictionIds(IdGenerator.system(Clock.systemUTC()), Clock.systemUTC());
  private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
  private final LedgerAudit audit =
      new LedgerAudit(Clock.systemUTC(), (promise, how) -> broken.add(promise + " But " + how));
  private final List<Owner> owners = IntStream.range(0, OWNERS).mapToObj(Owner::new).toList();
  private final AtomicInteger predictions = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();

  /** An owner with the predictions that were answered, by id. */
  private final class Owner {
    private final String key;
    private final OwnerKey parsedKey;
    private final String hash;
    private final Random random;
    private final Map<String, Prediction> answered = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();

    /** Never deleted, because a deleted record does not show whether it was labelled. */
    private final Set<String> labelled = new HashSet<>();

    Owner(int number) {
      key = "owner-" + number + "-while-services-fail";
      parsedKey = OwnerKey.ofHeader("Bearer " + key);
      hash = parsedKey.sha256();
      random = new Random(SEED * OWNERS + number);
    }

    /** Acts until the process has ended. */
    void act(URI address, Process process) throws Exception {
      ApiClient client = new ApiClient(address, key);
      while (process.isAlive()) {
        try {
          int choice = random.nextInt(10);
          if (choice < 7 || answered.isEmpty()) {
            predict(client);
          } else {
            List<Prediction> known = List.copyOf(answered.values());
            Prediction any = known.get(random.nextInt(known.size()));
            if (choice < 9) {
              correct(client, any);
            } else if (!labelled.contains(any.id())) {
              delete(client, any.id());
            }
          }
        } catch (IOException e) {
          // The process was killed meanwhile, so the outcome is unknown.
        }
      }
    }

    private void predict(ApiClient client) throws Exception {
      // The caller knows the id even if the answer is lost.
      String id = ids.next(Optional.of(parsedKey));
      String body = "{\"id\":\"" + id + "\",\"image\":" + ApiClient.image() + "}";
      HttpResponse<String> response =
          client.post("/predict", "application/json", body.getBytes(StandardCharsets.UTF_8));
      predictions.incrementAndGet();
      if (response.statusCode() != 200) {
        failures.incrementAndGet();
        return;
      }
      Prediction prediction = prediction(id, response.body());
      synchronized (audit) {
        audit.sending(prediction);
        if (response.body().contains("\"recorded\":true")) {
          audit.acknowledged(id);
          acknowledged.incrementAndGet();
        }
      }
      answered.put(id, prediction);
    }

    /** Returns the parts of the response on which the day's counts depend. */
    private Prediction prediction(String id, String response) throws IOException {
      float[] probabilities = new float[Probabilities.COUNT];
      probabilities[Integer.parseInt(ApiClient.field(response, "digit").getFirst())] =
          Float.parseFloat(ApiClient.field(response, "confidence").getFirst());
      return new Prediction(
          id,
          Clock.systemUTC().instant(),
          hash,
          Source.API,
          null,
          "any",
          List.of(
              new ClassifiedDigit(
                  Probabilities.of(probabilities), Pixels.ofBytes(new byte[Pixels.COUNT]), null)));
    }

    private void correct(ApiClient client, Prediction known) throws Exception {
      labelled.add(known.id());
      List<Integer> labels = List.of(random.nextInt(3));
      LedgerAudit.CorrectionAttempt attempt;
      synchronized (audit) {
        attempt = audit.correcting(known.id(), labels);
      }
      HttpResponse<String> response =
          client.put("/predictions/" + known.id() + "/labels", "{\"labels\":" + labels + "}");
      if (response.statusCode() == 200) {
        synchronized (audit) {
          attempt.acknowledged();
        }
      }
    }

    private void delete(ApiClient client, String id) throws Exception {
      HttpResponse<String> response = client.delete("/predictions/" + id);
      if (response.statusCode() == 204) {
        answered.remove(id);
        deleted.add(id);
        synchronized (audit) {
          audit.deleted(id);
        }
      }
    }
  }

  @Test
  void everyPromiseIsKeptWhileServicesFailAndTheProcessIsKilled(@TempDir Path folder)
      throws Exception {
    Path data = (DISK == null ? folder : Path.of(DISK)).resolve("data");
    DiskFiller filler = DISK == null ? null : new DiskFiller(Path.of(DISK), new Random(SEED));
    Random random = new Random(SEED);
    long end = System.nanoTime() + TIME.toNanos();
    int kills = 0;
    int faults = 0;
    while (System.nanoTime() < end) {
      Duration runtime = MAX_RUNTIME.dividedBy(1 + random.nextInt(4));
      faults += runAndKill(data, runtime, random.nextLong(), filler);
      kills++;
    }
    try (LocalSystem system =
        LocalSystem.start(
            new LocalOptions(Path.of("..").toRealPath(), "127.0.0.1", 0, data, 0, "", 0, ""))) {
      conclude(system);
    }
    System.out.printf(
        "%,d predictions, %,d acknowledged as recorded, %,d failed; %,d requests to services"
            + " failed, the process was killed %d times, the file system was full %d times%n",
        predictions.get(),
        acknowledged.get(),
        failures.get(),
        faults,
        kills,
        filler == null ? 0 : filler.times());
    assertEquals(List.of(), broken);
    assertEquals(0, failures.get(), "predictions continue while only bookkeeping fails");
    assertTrue(
        acknowledged.get() > 0 && faults > 0, "expected acknowledged predictions and faults");
  }

  /** Runs a process, lets the owners act and kills it; returns how many requests failed. */
  private int runAndKill(Path data, Duration runtime, long seed, @Nullable DiskFiller filler)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@jvm.options",
                "-cp",
                System.getProperty("java.class.path"),
                UnreliableNetwork.class.getName(),
                data.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        BufferedReader output = process.inputReader()) {
      String address = output.readLine();
      assertTrue(address != null, "expected an address but the process ended");
      List<Future<?>> acting = new ArrayList<>();
      for (Owner owner : owners) {
        acting.add(
            threads.submit(() -> {
              owner.act(URI.create(address), process);
              return null;
            }));
      }
      if (filler != null) {
        acting.add(
            threads.submit(() -> {
              filler.run(process);
              return null;
            }));
      }
      int enough = acknowledged.get() + ACKNOWLEDGED_PER_PROCESS;
      // Read immediately, because the output of a killed process can't be read.
      AtomicInteger faults = new AtomicInteger();
      acting.add(
          threads.submit(() -> {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
              faults.set(Integer.parseInt(line));
            }
            return null;
          }));
      Thread.sleep(runtime);
      // On a busy machine that takes longer.
      ApiClient.await(
          () -> acknowledged.get() < enough || faults.get() == 0 ? List.of() : List.of(true));
      process.destroyForcibly().waitFor();
      for (Future<?> each : acting.subList(0, OWNERS + (filler == null ? 0 : 1))) {
        each.get();
      }
      return faults.get();
    } finally {
      process.destroyForcibly();
    }
  }

  private void conclude(LocalSystem system) throws Exception {
    String table = system.resources().ref("LedgerTable");
    try (DynamoDbClient dynamo = system.aws().dynamoDb();
        SqsClient sqs = system.aws().sqs()) {
      List<Boolean> drained =
          ApiClient.await(() -> isEmpty(sqs, system) ? List.of(true) : List.of());
      assertEquals(List.of(true), drained, "the queue is not drained");
      DynamoLedger ledger = new DynamoLedger(dynamo, table, Clock.systemUTC());
      for (Map<String, AttributeValue> item :
          dynamo.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items()) {
        String id = text(item, "id");
        if (item.containsKey("owner")) {
          audit.sending(
              ledger.find(text(item, "owner"), id).map(LedgerEntry::prediction).orElseThrow());
        }
        audit.changed(new Change(table, id, null, item));
      }
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      audit.conclude(deadLetters(sqs, system), ledger.days(today.minusDays(1), today));
    }
    for (Owner owner : owners) {
      ApiClient client = new ApiClient(system.address(), owner.key);
      audit.concludeList(owner.hash, client.records());
      for (String id : owner.deleted) {
        assertEquals(404, client.get("/predictions/" + id).statusCode(), id + " was deleted");
      }
    }
  }

  private static boolean isEmpty(SqsClient sqs, LocalSystem system) {
    Map<QueueAttributeName, String> counts =
        sqs.getQueueAttributes(get ->
                get.queueUrl(system.resources().ref("PredictionQueue"))
                    .attributeNames(QueueAttributeName.ALL))
            .attributes();
    return "0".equals(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        && "0".equals(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static List<String> deadLetters(SqsClient sqs, LocalSystem system) {
    List<String> bodies = new ArrayList<>();
    while (true) {
      List<Message> messages =
          sqs.receiveMessage(receive ->
                  receive
                      .queueUrl(system.resources().ref("DeadLetterQueue"))
                      .maxNumberOfMessages(10))
              .messages();
      if (messages.isEmpty()) {
        return bodies;
      }
      messages.forEach(message -> bodies.add(message.body()));
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return item.getOrDefault(name, AttributeValue.fromS("")).s();
  }
}
