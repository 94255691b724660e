package dev.cirrus.traintrigger;

import static dev.cirrus.json.TestJson.json;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cirrus.lambda.Sha256;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.InMemoryLedger;
import dev.cirrus.ledger.Labels;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.models.CorruptRegistryException;
import dev.cirrus.models.InMemoryModelRegistry;
import dev.cirrus.models.ModelCard;
import dev.cirrus.models.ModelPointer;
import dev.cirrus.models.ModelRegistry;
import dev.cirrus.models.ModelRegistryException;
import dev.cirrus.models.ShippedModel;
import dev.cirrus.models.StoredModel;
import dev.cirrus.models.VersionedPointer;
import dev.cirrus.prediction.DatasetCsv;
import dev.cirrus.prediction.IdGenerator;
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
import dev.cirrus.testsupport.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tests the handler with in-memory collaborators and the events that Lambda sends. */
final class TrainTriggerHandlerTest {
  private static final String OWNER = "a".repeat(64);

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final IdGenerator ids = IdGenerator.system(clock);
  private final TestPredictions predictions = new TestPredictions(7);
  private final InMemoryRunStore store = new InMemoryRunStore();
  private final FakeTrainingJobs jobs = new FakeTrainingJobs();
  private final InMemoryModelRegistry models = new InMemoryModelRegistry();
  private final InMemoryRunFiles files = new InMemoryRunFiles();
  private final InMemoryLedger ledger = new InMemoryLedger(clock);
  private final List<String> lines = new ArrayList<>();
  private final TrainTriggerHandler handler = handler(3);

  private TrainTriggerHandler handler(int correctionsBeforeTraining) {
    return handler(models, correctionsBeforeTraining);
  }

  private TrainTriggerHandler handler(ModelRegistry registry, int correctionsBeforeTraining) {
    return new TrainTriggerHandler(
        new RunAdapters(store, jobs, registry, files),
        ledger,
        new TrainTriggerHandler.Settings(correctionsBeforeTraining, 90, null),
        ids,
        clock,
        new Telemetry("train-trigger", clock, lines::add));
  }

  private ModelPointer storedCandidate() {
    ModelPointer candidate = new ModelPointer("2", "b".repeat(64));
    models.store(new StoredModel(new byte[] {1}, new ModelCard(candidate, "{}")));
    return candidate;
  }

  private APIGatewayProxyResponseEvent send(String method, String resource, String body) {
    return handler.handleRequest(
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withResource(resource)
            .withBody(body),
        null);
  }

  private APIGatewayProxyResponseEvent start(String body) {
    clock.advance(Duration.ofSeconds(1));
    return send("POST", "/training-runs", body);
  }

  private APIGatewayProxyResponseEvent sendForRun(String run, String method, String resource) {
    return handler.handleRequest(
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withResource(resource)
            .withPathParameters(Map.of("id", run)),
        null);
  }

  private static String field(APIGatewayProxyResponseEvent answer, String name) {
    return json(answer.getBody()).findPath(name).asText();
  }

  private long counted(String metric) {
    return lines.stream().filter(line -> json(line).path(metric).asInt() == 1).count();
  }

  private void correct(int label) {
    correct(OWNER, ids.next(), label);
  }

  private void correct(String owner, String id, int label) {
    clock.advance(Duration.ofSeconds(1));
    byte[] pixels = new byte[Pixels.COUNT];
    pixels[0] = (byte) label;
    Prediction prediction =
        predictions
            .at(clock.instant())
            .id(id)
            .owner(owner)
            .digit(1, Pixels.ofBytes(pixels))
            .build();
    ledger.record(prediction, clock.instant().plus(Duration.ofDays(90)));
    ledger.correct(owner, prediction.id(), Labels.forAll(label));
  }

  private Run onlyRun() {
    assertEquals(1, store.newest(10).size());
    return store.newest(1).getFirst();
  }

  @Test
  void aRunStartsWithTheCorrectedDigitsAndTheCurrentModel() {
    correct(7);
    correct(9);
    APIGatewayProxyResponseEvent answer = start("");
    assertEquals(202, answer.getStatusCode());
    assertEquals("queued", field(answer, "state"));
    assertEquals("hand", field(answer, "trigger"));
    assertEquals("2", field(answer, "rows"));
    String run = field(answer, "id");
    byte[] csv = files.read(RunFiles.corrections(run), 1_000_000).orElseThrow();
    assertEquals(Sha256.hex(csv), field(answer, "dataSha256"));
    List<String> rows = new String(csv, StandardCharsets.UTF_8).lines().toList();
    assertEquals(DatasetCsv.HEADER.strip(), rows.get(0));
    assertEquals(
        List.of("7,7,", "9,9,"),
        rows.stream().skip(1).map(row -> row.substring(0, 4)).sorted().toList());
    assertTrue(
        files.read(RunFiles.base(run) + "model.onnx", ModelRegistry.MAX_MODEL_BYTES).isPresent());
    assertTrue(
        files.read(RunFiles.base(run) + "card.json", ModelRegistry.MAX_MODEL_BYTES).isPresent());
    assertEquals(List.of(run), List.copyOf(jobs.started.keySet()));
  }

  @Test
  void aSecondRequestReturnsTheOpenRun() {
    String run = field(start(""), "id");
    APIGatewayProxyResponseEvent second = start("");
    assertEquals(200, second.getStatusCode());
    assertEquals(run, field(second, "id"));
    assertEquals(1, jobs.started.size());
  }

  @Test
  void manyConcurrentRequestsStartOneJob() throws Exception {
    List<Callable<APIGatewayProxyResponseEvent>> requests =
        IntStream.range(0, 16)
            .<Callable<APIGatewayProxyResponseEvent>>mapToObj(
                n -> () -> send("POST", "/training-runs", ""))
            .toList();
    int started = 0;
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<APIGatewayProxyResponseEvent> response : pool.invokeAll(requests)) {
        started += response.get().getStatusCode() == 202 ? 1 : 0;
      }
    }
    assertEquals(1, started);
    assertEquals(1, jobs.started.size());
    onlyRun();
  }

  @Test
  void aRunInterruptedByTheEngineIsResumedOnceItsLockExpires() {
    correct(7);
    jobs.fail(SdkClientException.create("no answer"));
    assertEquals(503, start("").getStatusCode());
    assertEquals(1, counted("Failures"));
    String run = onlyRun().id();
    assertEquals(200, start("").getStatusCode(), "the other caller may still be working on it");
    assertEquals(0, jobs.started.size());
    clock.advance(RunStarter.START_LIMIT);
    APIGatewayProxyResponseEvent resumed = start("");
    assertEquals(202, resumed.getStatusCode());
    assertEquals(run, field(resumed, "id"));
    assertEquals(List.of(run), List.copyOf(jobs.started.keySet()));
    assertEquals(Optional.of("job-" + run), Optional.ofNullable(onlyRun().job()));
  }

  @Test
  void aDefectIsAnInternalErrorAndAnUnreachableServiceIsUnavailable() {
    jobs.fail(new IllegalStateException("a defect"));
    APIGatewayProxyResponseEvent defect = start("");
    assertEquals(500, defect.getStatusCode());
    assertEquals("/problems/internal", field(defect, "type"));
    assertEquals(1, counted("Failures"));

    assertEquals(503, rollBack(new ModelRegistryException("no answer")).getStatusCode());
    assertEquals(500, rollBack(new CorruptRegistryException("not JSON")).getStatusCode());
  }

  /** Rolls back while the model registry fails. */
  private APIGatewayProxyResponseEvent rollBack(ModelRegistryException failure) {
    ModelRegistry failing =
        (ModelRegistry)
            Proxy.newProxyInstance(
                ModelRegistry.class.getClassLoader(),
                new Class<?>[] {ModelRegistry.class},
                (proxy, method, arguments) -> {
                  throw failure;
                });
    return handler(failing, 3)
        .handleRequest(
            new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withResource("/model/rollback"),
            null);
  }

  @Test
  void aResumedRunContinuesFromTheModelThatServes() {
    jobs.fail(SdkClientException.create("no answer"));
    assertEquals(503, start("").getStatusCode());
    String base = RunFiles.base(onlyRun().id());
    files.delete(base + "model.onnx");
    clock.advance(RunStarter.START_LIMIT);
    assertEquals(202, start("").getStatusCode());
    assertTrue(files.read(base + "model.onnx", ModelRegistry.MAX_MODEL_BYTES).isPresent());
  }

  @Test
  void aRunRefusedByTheEngineFailsAndTheNextMayStart() {
    jobs.refuse("The application is stopped");
    APIGatewayProxyResponseEvent refused = start("");
    assertEquals("failed", field(refused, "state"));
    assertEquals("The application is stopped", field(refused, "log"));
    assertEquals(1, counted("FailedRuns"));
    assertEquals(202, start("").getStatusCode());
  }

  @Test
  void aRunShowsItsProgressWhileItRunsAndItsLogWhenItFails() {
    String run = field(start(""), "id");
    assertEquals("queued", field(sendForRun(run, "GET", "/training-runs/{id}"), "state"));
    jobs.status = new JobStatus.Running(OptionalDouble.of(0.5), "epoch 1 of 2");
    APIGatewayProxyResponseEvent running = sendForRun(run, "GET", "/training-runs/{id}");
    assertEquals("running", field(running, "state"));
    assertEquals("0.5", field(running, "progress"));
    assertEquals("epoch 1 of 2", field(running, "log"));
    jobs.status = new JobStatus.Failed("No space left on device");
    APIGatewayProxyResponseEvent dead = sendForRun(run, "GET", "/training-runs/{id}");
    assertEquals("failed", field(dead, "state"));
    assertEquals("No space left on device", field(dead, "log"));
    jobs.status = new JobStatus.Waiting();
    assertEquals(202, start("").getStatusCode(), "the lock must be released");
  }

  @Test
  void aFailedJobDoesNotBlockTheNextRun() {
    String first = field(start(""), "id");
    jobs.status = new JobStatus.Failed("killed");
    APIGatewayProxyResponseEvent next = start("");
    assertEquals(202, next.getStatusCode());
    assertFalse(field(next, "id").equals(first));
  }

  @Test
  void aRunLeftAtTheGateFailsOnceItsLockExpires() {
    String left = field(start(""), "id");
    assertTrue(store.write(onlyRun().withState(new RunState.Gate(), clock.instant())));
    assertEquals("gate", field(start(""), "state"), "the gate may still be measuring");
    clock.advance(RunStarter.RUN_LIMIT);
    APIGatewayProxyResponseEvent failed = start("");
    assertEquals(left, field(failed, "id"));
    assertEquals("failed", field(failed, "state"));
    assertEquals(202, start("").getStatusCode());
  }

  @Test
  void aRunWhoseCandidateIsBeingPromotedDoesNotFailWhenItsLockExpires() {
    start("");
    RunState promoting =
        new RunState.Promoting(new ModelPointer("2", "b".repeat(64)), onlyRun().base());
    assertTrue(store.write(onlyRun().withJob("job", clock.instant())));
    assertTrue(store.write(onlyRun().withState(promoting, clock.instant())));
    clock.advance(RunStarter.RUN_LIMIT);
    assertEquals("gate", field(start(""), "state"));
    assertEquals(promoting, onlyRun().state());
  }

  @Test
  void enoughNewCorrectionsStartARun() {
    correct(1);
    correct(2);
    APIGatewayProxyResponseEvent tooFew = start("{\"trigger\":\"corrections\"}");
    assertEquals(409, tooFew.getStatusCode());
    assertTrue(tooFew.getBody().contains("2 of 3"), tooFew.getBody());
    correct(3);
    APIGatewayProxyResponseEvent enough = start("{\"trigger\":\"corrections\"}");
    assertEquals(202, enough.getStatusCode());
    assertEquals("corrections", field(enough, "trigger"));
    finish(new RunState.Refused(List.of("It is slower.")));
    clock.advance(RunStarter.MIN_INTERVAL);
    assertEquals(409, start("{\"trigger\":\"corrections\"}").getStatusCode());
    correct(4);
    correct(5);
    correct(6);
    APIGatewayProxyResponseEvent again = start("{\"trigger\":\"corrections\"}");
    assertEquals(202, again.getStatusCode());
    assertEquals("6", field(again, "rows"), "the run must include the earlier corrections");
  }

  @Test
  void labelsThatAreOnlyChangedStartNoRun() {
    correct(1);
    correct(2);
    correct(3);
    assertEquals(202, start("{\"trigger\":\"corrections\"}").getStatusCode());
    finish(new RunState.Refused(List.of("It is slower.")));
    clock.advance(RunStarter.MIN_INTERVAL);
    for (LedgerEntry entry : ledger.sample(3)) {
      String id = entry.prediction().id();
      ledger.correct(OWNER, id, Labels.forSome(new TreeMap<>()));
      ledger.correct(OWNER, id, Labels.forAll(8));
    }
    assertEquals(409, start("{\"trigger\":\"corrections\"}").getStatusCode());
    assertEquals(409, start("{\"trigger\":\"schedule\"}").getStatusCode());
    List<String> rows = exported(start(""));
    assertEquals(3, rows.stream().filter(row -> row.startsWith("8,")).count());
  }

  /** Ends the only run that is open. */
  private void finish(RunState state) {
    Run run = store.newest(1).getFirst();
    assertTrue(store.write(run.withState(state, clock.instant())));
    store.unlock(run.id());
  }

  @Test
  void correctionsExportedByAFailedRunStillCountAsNew() {
    correct(1);
    correct(2);
    correct(3);
    assertEquals(202, start("{\"trigger\":\"corrections\"}").getStatusCode());
    jobs.status = new JobStatus.Failed("killed");
    clock.advance(RunStarter.MIN_INTERVAL);
    APIGatewayProxyResponseEvent retry = start("{\"trigger\":\"corrections\"}");
    assertEquals(202, retry.getStatusCode(), retry::getBody);
    assertEquals("3", field(retry, "rows"));
  }

  @Test
  void correctionsStartNoRunIfThatIsSwitchedOff() {
    correct(1);
    TrainTriggerHandler off = handler(0);
    APIGatewayProxyResponseEvent answer =
        off.handleRequest(
            new APIGatewayProxyRequestEvent()
                .withHttpMethod("POST")
                .withResource("/training-runs")
                .withBody("{\"trigger\":\"corrections\"}"),
            null);
    assertEquals(409, answer.getStatusCode());
    assertEquals(List.of(), store.newest(1));
  }

  @Test
  void onlyAnAdministratorStartsARunRightAfterTheLast() {
    correct(1);
    correct(2);
    correct(3);
    start("{\"trigger\":\"corrections\"}");
    jobs.status = new JobStatus.Failed("killed");
    APIGatewayProxyResponseEvent tooSoon = start("{\"trigger\":\"corrections\"}");
    assertEquals(409, tooSoon.getStatusCode());
    assertTrue(tooSoon.getBody().contains("wait until 2026-03-01T13:00:0"), tooSoon::getBody);
    assertEquals(409, start("{\"trigger\":\"schedule\"}").getStatusCode());
    assertEquals(202, start("").getStatusCode());
  }

  @Test
  void theExportPrefersTheLastCorrectionsWhateverTheirIds() {
    int most = CorrectionExporter.MAX_DIGITS_OF_OWNER;
    // Version 7 ids sort by the time that they claim.
    List<String> late = List.of("0193a1b2-0000-7000-8000-", "ffffffff-ffff-7fff-bfff-");
    for (int i = 0; i < most; i++) {
      correct(OWNER, late.get(1) + "%012x".formatted(i), 3);
    }
    correct(OWNER, late.get(0) + "%012x".formatted(0), 7);
    List<String> rows = exported(start(""));
    assertEquals(most, rows.size());
    assertTrue(rows.getFirst().startsWith("7,"), "the last correction is missing");
  }

  @Test
  void oneOwnerDoesNotDisplaceOthers() {
    for (int run = 0; run < 10; run++) {
      correct("b".repeat(64), ids.next(), 8);
      for (int i = 0; i < CorrectionExporter.MAX_DIGITS_OF_OWNER / 5; i++) {
        correct("c".repeat(64), ids.next(), 1);
      }
      List<String> rows = exported(start(""));
      assertEquals(run + 1, rows.stream().filter(row -> row.startsWith("8,")).count());
      assertTrue(
          rows.stream().filter(row -> row.startsWith("1,")).count()
              <= CorrectionExporter.MAX_DIGITS_OF_OWNER);
      finish(new RunState.Refused(List.of("It is slower.")));
    }
  }

  /** The rows that a started run exported, without the header. */
  private List<String> exported(APIGatewayProxyResponseEvent started) {
    byte[] csv = files.read(RunFiles.corrections(field(started, "id")), 100_000_000).orElseThrow();
    return new String(csv, StandardCharsets.UTF_8).lines().skip(1).toList();
  }

  @Test
  void aScheduleStartsNoRunWithoutNewCorrections() {
    assertEquals(409, start("{\"trigger\":\"schedule\"}").getStatusCode());
    correct(7);
    assertEquals(202, start("{\"trigger\":\"schedule\"}").getStatusCode());
  }

  @Test
  void theRunsAreListedNewestFirst() {
    String first = field(start(""), "id");
    jobs.status = new JobStatus.Failed("killed");
    String second = field(start(""), "id");
    JsonNode list = json(send("GET", "/training-runs", "").getBody());
    assertEquals(List.of(second, first), list.path("runs").findValuesAsText("id"));
  }

  @Test
  void theListShowsTheProgressOfTheOpenRun() {
    start("");
    jobs.status = new JobStatus.Running(OptionalDouble.of(0.4), "epoch 2");
    APIGatewayProxyResponseEvent list = send("GET", "/training-runs", "");
    assertEquals("running", field(list, "state"));
    assertEquals("0.4", field(list, "progress"));
    assertEquals("epoch 2", field(list, "log"));
  }

  @Test
  void everyPrimingRequestIsAnsweredAsExpected() {
    assertDoesNotThrow(TrainTriggerPriming::run);
  }

  @Test
  void aCandidateThatPassedIsPromotedByHandAndRolledBack() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    assertTrue(onlyRun().needsApproval());
    assertEquals(409, sendForRun(run, "POST", "/training-runs/{id}/promotion").getStatusCode());
    ModelPointer shipped = onlyRun().base();
    ModelPointer candidate = storedCandidate();
    models.store(ShippedModel.load());
    assertTrue(
        store.write(onlyRun().withState(new RunState.Passed(candidate, shipped), clock.instant())));
    APIGatewayProxyResponseEvent waits = sendForRun(run, "GET", "/training-runs/{id}");
    assertEquals("gate", field(waits, "state"));
    assertEquals("true", field(waits, "awaitsPromotion"));
    APIGatewayProxyResponseEvent moved = sendForRun(run, "POST", "/training-runs/{id}/promotion");
    assertEquals(200, moved.getStatusCode());
    assertEquals("2", field(moved, "version"));
    assertEquals(Optional.of(candidate), models.current().map(seen -> seen.pointer()));
    assertEquals("promoted", field(sendForRun(run, "GET", "/training-runs/{id}"), "state"));

    APIGatewayProxyResponseEvent back = send("POST", "/model/rollback", "");
    assertEquals(200, back.getStatusCode());
    assertEquals(shipped.version(), field(back, "version"));
    assertEquals(Optional.of(shipped), models.current().map(seen -> seen.pointer()));
    assertEquals(
        409, send("POST", "/model/rollback", "").getStatusCode(), "no model was replaced yet");
  }

  private APIGatewayProxyResponseEvent cancel(String run) {
    return sendForRun(run, "POST", "/training-runs/{id}/cancellation");
  }

  @Test
  void aCancelledRunStopsItsJobAndLetsTheNextStart() {
    String run = field(start(""), "id");
    APIGatewayProxyResponseEvent cancelled = cancel(run);
    assertEquals(200, cancelled.getStatusCode());
    assertEquals("cancelled", field(cancelled, "state"));
    assertEquals(List.of("job-" + run), jobs.cancelled);
    assertEquals(Optional.empty(), store.lock());
    jobs.status = new JobStatus.Failed("killed");
    assertEquals("cancelled", field(sendForRun(run, "GET", "/training-runs/{id}"), "state"));
    assertEquals(202, start("").getStatusCode());
    assertEquals(409, cancel(run).getStatusCode(), "a run that has ended can't be cancelled");
  }

  @Test
  void aRunIsNotCancelledWhileItIsBeingStarted() {
    String run = ids.next();
    Run starting =
        Run.queued(
            run, RunTrigger.MANUAL, false, new ModelPointer("1", "a".repeat(64)), clock.instant());
    store.create(starting, null, new RunLock(run, clock.instant().plusSeconds(60)));
    assertEquals(409, cancel(run).getStatusCode());
    clock.advance(Duration.ofSeconds(61));
    assertEquals(200, cancel(run).getStatusCode(), "the start was interrupted");
    assertEquals(List.of(), jobs.cancelled);
  }

  @Test
  void aCandidateThatWaitsIsRefusedByHand() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    ModelPointer candidate = new ModelPointer("2", "b".repeat(64));
    assertTrue(
        store.write(
            onlyRun()
                .withState(new RunState.Passed(candidate, onlyRun().base()), clock.instant())));
    assertEquals("refused", field(cancel(run), "state"));
    assertEquals(
        new RunState.Refused(List.of("An administrator refused the candidate.")),
        onlyRun().state());
    assertEquals(409, sendForRun(run, "POST", "/training-runs/{id}/promotion").getStatusCode());
  }

  @Test
  void aRunIsNotCancelledWhileItsCandidateIsBeingPromoted() {
    String run = field(start(""), "id");
    RunState promoting =
        new RunState.Promoting(new ModelPointer("2", "b".repeat(64)), onlyRun().base());
    assertTrue(store.write(onlyRun().withState(promoting, clock.instant())));
    assertEquals(409, cancel(run).getStatusCode());
    assertEquals(promoting, onlyRun().state());
  }

  @Test
  void aCandidateWhosePromotionWasNotStoredIsRolledBack() {
    start("{\"promote\":\"ask\"}");
    ModelPointer shipped = onlyRun().base();
    ModelPointer candidate = storedCandidate();
    models.store(ShippedModel.load());
    assertTrue(
        store.write(onlyRun().withState(new RunState.Passed(candidate, shipped), clock.instant())));
    assertTrue(models.movePointer(Optional.empty(), candidate));
    assertEquals(200, send("POST", "/model/rollback", "").getStatusCode());
    assertEquals(Optional.of(shipped), models.current().map(VersionedPointer::pointer));
  }

  @Test
  void aRunThatIsRefusedWhileThePointerMovesToItsCandidateEndsAsPromoted() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    ModelPointer shipped = onlyRun().base();
    ModelPointer candidate = storedCandidate();
    models.store(ShippedModel.load());
    assertTrue(
        store.write(onlyRun().withState(new RunState.Passed(candidate, shipped), clock.instant())));
    ModelRegistry refusedMeanwhile =
        (ModelRegistry)
            Proxy.newProxyInstance(
                ModelRegistry.class.getClassLoader(),
                new Class<?>[] {ModelRegistry.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("movePointer")) {
                    assertEquals("refused", field(cancel(run), "state"));
                  }
                  return method.invoke(models, arguments);
                });
    new PromotionService(store, refusedMeanwhile, clock).promote(onlyRun());
    assertEquals(new RunState.Promoted(candidate, shipped), onlyRun().state());
    assertEquals(200, send("POST", "/model/rollback", "").getStatusCode());
  }

  @Test
  void aCandidateIsPromotedAgainAfterARollback() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    ModelPointer shipped = onlyRun().base();
    ModelPointer candidate = storedCandidate();
    models.store(ShippedModel.load());
    assertTrue(
        store.write(onlyRun().withState(new RunState.Passed(candidate, shipped), clock.instant())));
    assertEquals(200, sendForRun(run, "POST", "/training-runs/{id}/promotion").getStatusCode());
    assertEquals(200, send("POST", "/model/rollback", "").getStatusCode());

    APIGatewayProxyResponseEvent again = sendForRun(run, "POST", "/training-runs/{id}/promotion");
    assertEquals(200, again.getStatusCode());
    assertEquals("2", field(again, "version"));
    assertEquals(Optional.of(candidate), models.current().map(VersionedPointer::pointer));
  }

  @Test
  void aPromotedCandidateIsNotPromotedAgainInPlaceOfALaterModel() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    ModelPointer later = new ModelPointer("3", "c".repeat(64));
    ModelPointer candidate = new ModelPointer("2", "b".repeat(64));
    assertTrue(
        store.write(
            onlyRun()
                .withState(new RunState.Promoted(candidate, onlyRun().base()), clock.instant())));
    models.store(new StoredModel(new byte[] {1}, new ModelCard(later, "{}")));
    assertTrue(models.movePointer(Optional.empty(), later));
    assertEquals(409, sendForRun(run, "POST", "/training-runs/{id}/promotion").getStatusCode());
    assertEquals(Optional.of(later), models.current().map(VersionedPointer::pointer));
  }

  @Test
  void aModelThatIsNotStoredIsNeitherPromotedNorRolledBackTo() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    ModelPointer shipped = onlyRun().base();
    ModelPointer candidate = new ModelPointer("2", "b".repeat(64));
    assertTrue(
        store.write(onlyRun().withState(new RunState.Passed(candidate, shipped), clock.instant())));
    APIGatewayProxyResponseEvent promoted =
        sendForRun(run, "POST", "/training-runs/{id}/promotion");
    assertEquals(409, promoted.getStatusCode());
    assertEquals("The stored model 2 is unusable: There is no model 2.", field(promoted, "detail"));
    assertEquals(Optional.empty(), models.current());

    assertTrue(models.movePointer(Optional.empty(), candidate));
    assertEquals(409, send("POST", "/model/rollback", "").getStatusCode());
    assertEquals(Optional.of(candidate), models.current().map(VersionedPointer::pointer));
  }

  @Test
  void aCandidateReplacesAModelThatIsNoLongerStored() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    ModelPointer deleted = new ModelPointer("deleted", "c".repeat(64));
    ModelPointer candidate = storedCandidate();
    assertTrue(models.movePointer(Optional.empty(), deleted));
    assertTrue(
        store.write(onlyRun().withState(new RunState.Passed(candidate, deleted), clock.instant())));
    assertEquals(200, sendForRun(run, "POST", "/training-runs/{id}/promotion").getStatusCode());
    assertEquals(Optional.of(candidate), models.current().map(VersionedPointer::pointer));
  }

  @Test
  void aCandidateMeasuredAgainstAnotherModelIsNotPromoted() {
    String run = field(start("{\"promote\":\"ask\"}"), "id");
    ModelPointer candidate = new ModelPointer("2", "b".repeat(64));
    ModelPointer other = new ModelPointer("other", "c".repeat(64));
    assertTrue(
        store.write(onlyRun().withState(new RunState.Passed(candidate, other), clock.instant())));
    assertEquals(409, sendForRun(run, "POST", "/training-runs/{id}/promotion").getStatusCode());
    assertEquals(Optional.empty(), models.current());
  }

  @Test
  void theShippedModelCannotBeRolledBack() {
    assertEquals(409, send("POST", "/model/rollback", "").getStatusCode());
  }

  @Test
  void invalidRequestsAreRejected() {
    assertEquals(400, start("[]").getStatusCode());
    assertEquals(400, start("{\"trigger\":\"me\"}").getStatusCode());
    assertEquals(400, start("{\"promote\":1}").getStatusCode());
    assertEquals(400, start("{\"else\":\"x\"}").getStatusCode());
    assertEquals(400, start("{\"trigger\"").getStatusCode());
    assertEquals(400, start("{\"promote\":\"later\"}").getStatusCode());
    assertEquals(400, start("{} {}").getStatusCode());
    assertEquals(404, sendForRun("no-id", "GET", "/training-runs/{id}").getStatusCode());
    assertEquals(404, sendForRun(ids.next(), "GET", "/training-runs/{id}").getStatusCode());
    assertEquals(404, send("DELETE", "/training-runs", "").getStatusCode());
    assertEquals(List.of(), store.newest(1));
  }

  static Stream<Path> events() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("..", "..", "events", "train-trigger"))) {
      return all.sorted().toList().stream();
    }
  }

  /** The expected status for each event while a run is open. */
  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          Map.entry("start.json", 200),
          Map.entry("require-approval.json", 200),
          Map.entry("schedule.json", 200),
          Map.entry("corrections.json", 200),
          Map.entry("list.json", 200),
          Map.entry("show.json", 200),
          Map.entry("unknown-run.json", 404),
          Map.entry("promotion.json", 409),
          Map.entry("cancellation.json", 409),
          Map.entry("rollback.json", 409),
          Map.entry("bad-json.json", 400),
          Map.entry("bad-trigger.json", 400));

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsHandledThroughTheRuntimesSerializer(Path event) throws IOException {
    String id = "0193a1b2-0000-7000-8000-000000000001";
    store.create(
        Run.queued(
            id, RunTrigger.MANUAL, false, new ModelPointer("1", "a".repeat(64)), clock.instant()),
        null,
        new RunLock(id, clock.instant().plusSeconds(60)));
    ClassLoader loader = TrainTriggerHandlerTest.class.getClassLoader();
    APIGatewayProxyResponseEvent answer;
    try (InputStream json = Files.newInputStream(event)) {
      answer =
          handler.handleRequest(
              LambdaEventSerializers.serializerFor(APIGatewayProxyRequestEvent.class, loader)
                  .fromJson(json),
              null);
    }
    assertEquals(STATUSES.get(event.getFileName().toString()), answer.getStatusCode());
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LambdaEventSerializers.serializerFor(APIGatewayProxyResponseEvent.class, loader)
        .toJson(answer, written);
    assertEquals(
        answer.getStatusCode(),
        json(written.toString(StandardCharsets.UTF_8)).path("statusCode").asInt());
  }
}
