package dev.cirrus.promote;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.classifier.DrawnDigits;
import dev.cirrus.classifier.EvaluationSet;
import dev.cirrus.classifier.ModelCheck;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.InMemoryLedger;
import dev.cirrus.ledger.Labels;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.models.InMemoryModelRegistry;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.models.StoredModel;
import dev.cirrus.prediction.Pixels;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.prediction.TestPredictions;
import dev.cirrus.runs.InMemoryRunFiles;
import dev.cirrus.runs.InMemoryRunStore;
import dev.cirrus.runs.JobStatus;
import dev.cirrus.runs.Run;
import dev.cirrus.runs.RunAdapters;
import dev.cirrus.runs.RunFiles;
import dev.cirrus.runs.RunLock;
import dev.cirrus.runs.RunState;
import dev.cirrus.runs.RunTrigger;
import dev.cirrus.runs.TrainingJobRequest;
import dev.cirrus.runs.TrainingJobs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the gate with in-memory adapters and a finished job. */
final class PromoteHandlerTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String RUN = "0193a1b2-0000-7000-8000-000000000001";
  private static final String OWNER = "a".repeat(64);
  private static final Map<String, Object> EVENT = Map.of();

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final InMemoryRunStore store = new InMemoryRunStore();
  private final InMemoryModelRegistry models = new InMemoryModelRegistry();
  private final InMemoryRunFiles files = new InMemoryRunFiles();
  private final InMemoryLedger ledger = new InMemoryLedger(clock);
  private final ModelPointer shipped = models.serving().pointer();
  private final EditedModel edited = new EditedModel(models.serving().model().onnx());
  private final List<String> lines = new ArrayList<>();
  private JobStatus status = new JobStatus.Succeeded();

  /** Runs concurrently with the measurement of a candidate. */
  private Runnable meanwhile = () -> {};

  /** The hashes of the sets that {@link #candidate} writes. */
  private final Set<String> pinned =
      Stream.of(EvaluationSet.MNIST, EvaluationSet.PEN)
          .map(name -> DrawnDigits.set(name).sha256())
          .collect(Collectors.toSet());

  private final PromoteHandler handler = handler(ledger);

  private PromoteHandler handler(Ledger sampled) {
    Telemetry telemetry = new Telemetry("promote", clock, lines::add);
    TrainingJobs jobs =
        new TrainingJobs() {
          @Override
          public String start(TrainingJobRequest request) {
            throw new IllegalStateException("The gate starts no jobs");
          }

          @Override
          public void cancel(String run, String job) {
            throw new IllegalStateException("The gate cancels no jobs");
          }

          @Override
          public JobStatus status(String run, String job) {
            return status;
          }
        };
    return new PromoteHandler(
        new RunAdapters(store, jobs, models, files),
        new GateEvaluator(
            new Gate(this::stillTime, 0.02), new HeldOutSets(pinned), sampled, telemetry),
        clock,
        telemetry);
  }

  /** A clock that stands still, so that all models are equally fast. */
  private long stillTime() {
    meanwhile.run();
    return 0;
  }

  @BeforeEach
  void recordAndCorrectADigit() {
    byte[] pixels = new byte[Pixels.COUNT];
    float[] seven = DrawnDigits.set("x").image(7 * DrawnDigits.VARIANTS);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(seven[i] * 255);
    }
    Prediction prediction =
        new TestPredictions(7).at(NOON).owner(OWNER).digit(7, Pixels.ofBytes(pixels)).build();
    ledger.record(prediction, NOON.plus(Duration.ofDays(90)));
    ledger.correct(OWNER, prediction.id(), Labels.forAll(1));
  }

  private void open(boolean needsApproval) {
    Run run = Run.queued(RUN, RunTrigger.MANUAL, needsApproval, shipped, NOON).withJob("job", NOON);
    store.create(
        Run.queued(RUN, RunTrigger.MANUAL, needsApproval, shipped, NOON),
        null,
        new RunLock(RUN, NOON.plusSeconds(600)));
    assertTrue(store.write(run));
  }

  private ModelPointer candidate(byte[] model) throws IOException {
    return candidate(model, EvaluationSet.MNIST, EvaluationSet.PEN);
  }

  private ModelPointer candidate(byte[] model, String... measured) throws IOException {
    ModelPointer pointer = new ModelPointer("candidate", ModelCheck.sha256(model));
    ByteArrayOutputStream sets = new ByteArrayOutputStream();
    EvaluationSet.write(Stream.of(measured).map(DrawnDigits::set).toList(), sets);
    String folder = RunFiles.job(RUN);
    files.write(folder + "model.onnx", "application/octet-stream", model);
    files.write(folder + "evaluation.gz", "application/gzip", sets.toByteArray());
    files.write(
        folder + "card.json",
        "application/json",
        ("{\"version\":\"candidate\",\"sha256\":\""
                + pointer.sha256()
                + "\",\"recipe\":{\"epochs\":2},\"gate\":\"as it likes\",\"run\":1}")
            .getBytes(StandardCharsets.UTF_8));
    return pointer;
  }

  private long counted(String metric) {
    return lines.stream().filter(line -> line.contains("\"" + metric + "\":1.0")).count();
  }

  private RunState state() {
    return store.find(RUN).orElseThrow().state();
  }

  /** The card in the folder of the job. */
  private JsonNode card() {
    byte[] card = files.read(RunFiles.job(RUN) + "card.json", 1_000_000).orElseThrow();
    return json(new String(card, StandardCharsets.UTF_8));
  }

  private JsonNode report() {
    return json(String.valueOf(store.find(RUN).orElseThrow().report()));
  }

  private Optional<ModelPointer> pointer() {
    return models.current().map(seen -> seen.pointer());
  }

  @Test
  void anEquallyGoodCandidateIsPromotedWithTheResultsInItsCard() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.larger(400).bytes());
    handler.handleRequest(EVENT, null);
    assertEquals(new RunState.Promoted(candidate, shipped), state());
    assertEquals(Optional.of(candidate), pointer());
    assertEquals(Optional.empty(), store.lock());
    JsonNode card = json(models.fetch(candidate).card().json());
    assertEquals(json("{\"epochs\":2}"), card.path("recipe"));
    assertEquals(json("true"), card.at("/gate/passed"));
    assertEquals(json("[]"), card.at("/gate/reasons"));
    assertEquals(json("2"), card.at("/gate/sets/strings/pictures"));
    assertEquals(
        json("{\"id\": \"%s\", \"createdAt\": \"%s\"}".formatted(RUN, NOON)), card.path("run"));
    assertEquals(
        json(
            """
            {
              "digits": 1,
              "agreed": 1,
              "confusions": [],
              "corrected": {"digits": 1, "candidateRight": 0, "currentRight": 0}
            }
            """),
        card.path("shadow"));
    assertEquals(1, counted("PromotedRuns"));
    assertEquals(candidate, models.serving().pointer(), "the pointer must name the candidate");
    assertTrue(
        models.fetch(shipped).onnx().length > 0, "the shipped model must be stored for a rollback");
  }

  @Test
  void aWorseCandidateIsRefusedAndThePointerStays() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.without(7).bytes());
    String sentence = handler.handleRequest(EVENT, null);
    RunState.Refused refused = (RunState.Refused) state();
    assertTrue(refused.reasons().stream().anyMatch(r -> r.contains("on the 7s")), sentence);
    assertEquals(Optional.empty(), pointer());
    assertThrows(ModelRegistryException.class, () -> models.fetch(candidate));
    assertEquals(json("false"), card().at("/gate/passed"));
    JsonNode shadow = report().path("shadow");
    assertEquals(1, shadow.path("digits").asInt());
    assertEquals(json("0"), shadow.path("agreed"));
    assertEquals(7, shadow.at("/confusions/0/current").asInt());
    assertEquals(1, counted("RefusedRuns"));
  }

  @Test
  void aRunThatNeedsApprovalWaits() throws IOException {
    open(true);
    ModelPointer candidate = candidate(edited.larger(400).bytes());
    handler.handleRequest(EVENT, null);
    assertEquals(new RunState.Passed(candidate, shipped), state());
    assertEquals(Optional.empty(), pointer());
    assertEquals(
        Optional.empty(), store.lock(), "a run that awaits approval must not hold the lock");
  }

  @Test
  void aRunWithUnmeasuredSetsWaitsForApproval() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.larger(400).bytes(), EvaluationSet.MNIST);
    handler.handleRequest(EVENT, null);
    assertEquals(new RunState.Passed(candidate, shipped), state());
    assertEquals(Optional.empty(), pointer());
    assertEquals(json("[\"pen, free\"]"), report().at("/gate/unmeasured"));
  }

  @Test
  void aCandidateWithHeldOutSetsThatAreNotPinnedIsRefused() throws IOException {
    open(false);
    candidate(edited.larger(400).bytes(), EvaluationSet.MNIST, "easy digits");
    handler.handleRequest(EVENT, null);
    assertEquals(
        new RunState.Refused(
            List.of(
                "The held-out set easy digits is not a pinned one: its SHA-256 is "
                    + DrawnDigits.set("easy digits").sha256()
                    + ".")),
        state());
    assertEquals(Optional.empty(), pointer());
  }

  @Test
  void aCrashAfterMovingThePointerIsRecovered() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.larger(400).bytes());
    Run decided =
        store.find(RUN).orElseThrow().withState(new RunState.Promoting(candidate, shipped), NOON);
    assertTrue(store.write(decided));
    models.store(new StoredModel(edited.bytes(), new ModelCard(candidate, "{}")));
    assertTrue(models.movePointer(Optional.empty(), candidate));
    handler.handleRequest(EVENT, null);
    assertEquals(new RunState.Promoted(candidate, shipped), state());
  }

  @Test
  void aCrashBeforeMovingThePointerIsRecoveredWithoutASecondDecision() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.without(7).bytes());
    Run decided =
        store.find(RUN).orElseThrow().withState(new RunState.Promoting(candidate, shipped), NOON);
    assertTrue(store.write(decided));
    handler.handleRequest(EVENT, null);
    assertEquals(new RunState.Promoted(candidate, shipped), state());
    assertEquals(Optional.of(candidate), pointer());
  }

  @Test
  void aDecidedCandidateIsRefusedIfAnotherModelServesByNow() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.larger(400).bytes());
    Run decided =
        store.find(RUN).orElseThrow().withState(new RunState.Promoting(candidate, shipped), NOON);
    assertTrue(store.write(decided));
    ModelPointer other = new ModelPointer("other", "b".repeat(64));
    assertTrue(models.movePointer(Optional.empty(), other));
    handler.handleRequest(EVENT, null);
    assertTrue(state() instanceof RunState.Refused, state().toString());
    assertEquals(Optional.of(other), pointer());
  }

  @Test
  void aConcurrentGateThatEndsTheRunFirstWins() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.without(7).bytes());
    RunState promoted = new RunState.Promoted(candidate, shipped);
    meanwhile =
        () -> {
          Run run = store.find(RUN).orElseThrow();
          if (run.state().isOpen()) {
            assertTrue(store.write(run.withState(promoted, NOON)));
          }
        };
    handler.handleRequest(EVENT, null);
    assertEquals(promoted, state());
    assertEquals("as it likes", card().path("gate").asText(), "the card must not change");
    assertEquals(0, counted("RefusedRuns"), "the concurrent gate counts the run");
  }

  @Test
  void aRunThatIsCancelledWhileItsCandidateIsMeasuredStaysCancelled() throws IOException {
    open(false);
    candidate(edited.larger(400).bytes());
    meanwhile =
        () -> {
          Run run = store.find(RUN).orElseThrow();
          if (run.state().isOpen()) {
            assertTrue(store.write(run.withState(new RunState.Cancelled(), NOON)));
          }
        };
    assertEquals("The run " + RUN + " is cancelled.", handler.handleRequest(EVENT, null));
    assertEquals(new RunState.Cancelled(), state());
    assertEquals(Optional.empty(), pointer(), "the candidate must not be promoted");
    assertEquals(Optional.empty(), store.lock(), "the lock must be released");
  }

  @Test
  void aFailedShadowEvaluationDoesNotAffectThePromotion() throws IOException {
    open(false);
    ModelPointer candidate = candidate(edited.larger(400).bytes());
    Ledger unreadable =
        (Ledger)
            Proxy.newProxyInstance(
                Ledger.class.getClassLoader(),
                new Class<?>[] {Ledger.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("an item of the scan is unreadable");
                });
    handler(unreadable).handleRequest(EVENT, null);
    assertEquals(new RunState.Promoted(candidate, shipped), state());
    assertTrue(report().has("gate"));
    assertFalse(report().has("shadow"));
  }

  @Test
  void aGateThatKeepsFailingIsRetriedAndThenEndsTheRun() throws IOException {
    open(false);
    candidate(edited.larger(400).bytes());
    ModelPointer missing = new ModelPointer("missing", "a".repeat(64));
    assertTrue(models.movePointer(Optional.empty(), missing));
    assertThrows(ModelRegistryException.class, () -> handler.handleRequest(EVENT, null));
    assertEquals(new RunState.Gate(), state(), "the run must stay open for the next event");

    Run run = store.find(RUN).orElseThrow();
    Instant longAgo = NOON.minus(OpenRunProcessor.GIVE_UP_AFTER);
    assertTrue(store.write(run.withState(new RunState.Gate(), longAgo)));
    handler.handleRequest(EVENT, null);
    assertEquals(
        new RunState.Failed("failed to measure the candidate: There is no model missing"), state());
    assertEquals(Optional.empty(), store.lock(), "the lock must be released");
  }

  @Test
  void earlyAndRepeatedEventsChangeNothing() throws IOException {
    assertEquals("No run is open.", handler.handleRequest(EVENT, null));
    open(false);
    candidate(edited.larger(400).bytes());
    status = new JobStatus.Running(OptionalDouble.empty(), "");
    handler.handleRequest(EVENT, null);
    assertEquals(new RunState.Running(), state());
    assertEquals(Optional.empty(), pointer());
    status = new JobStatus.Succeeded();
    handler.handleRequest(EVENT, null);
    RunState promoted = state();
    assertEquals("No run is open.", handler.handleRequest(EVENT, null));
    assertEquals(promoted, state());
  }

  @Test
  void aFailedJobEndsItsRunWithItsLog() {
    open(false);
    status = new JobStatus.Failed("No space left on device");
    handler.handleRequest(EVENT, null);
    assertEquals(new RunState.Failed("No space left on device"), state());
    assertEquals(1, counted("FailedRuns"));
    assertEquals(Optional.empty(), store.lock());
  }

  @Test
  void aJobWithoutResultsEndsItsRun() throws IOException {
    open(false);
    handler.handleRequest(EVENT, null);
    assertTrue(((RunState.Failed) state()).log().contains("no card.json"));
  }

  @Test
  void aCandidateWithTheCurrentModelsVersionIsRefused() throws IOException {
    open(false);
    byte[] model = edited.larger(400).bytes();
    candidate(model);
    files.write(
        RunFiles.job(RUN) + "card.json",
        "application/json",
        "{\"version\":\"%s\",\"sha256\":\"%s\"}"
            .formatted(shipped.version(), ModelCheck.sha256(model))
            .getBytes(StandardCharsets.UTF_8));
    handler.handleRequest(EVENT, null);
    assertEquals(
        new RunState.Refused(List.of("It has the version of the current model.")), state());
  }

  static Stream<Path> events() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("..", "..", "events", "promote"))) {
      return all.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventProcessesTheOpenRun(Path event) throws IOException {
    open(false);
    status = new JobStatus.Failed("killed");
    try (InputStream json = Files.newInputStream(event)) {
      @SuppressWarnings("unchecked") // The runtime deserializes a JSON object to such a map.
      Map<String, Object> read =
          (Map<String, Object>)
              JacksonFactory.getInstance().getSerializer(Map.class).fromJson(json);
      assertEquals("The run " + RUN + " is failed: killed.", handler.handleRequest(read, null));
    }
  }
}
