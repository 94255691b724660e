package dev.cirrus.simulation.system;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.classifier.Classifier;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.simulation.audit.LedgerAudit;
import dev.cirrus.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Owners who predict, read, correct, delete and export, and an administrator who trains. */
final class Callers {
  private static final int OWNERS = 3;
  private static final int MAX_DIGITS = 3;

  /** An image with a black row. */
  private static final String IMAGE =
      IntStream.range(0, Classifier.VALUES)
          .mapToObj(i -> i / 28 == 14 ? "255" : "0")
          .collect(Collectors.joining(",", "[", "]"));

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  private final World world;
  private final Cirrus cirrus;
  private final LedgerAudit audit;
  private final List<Owner> owners = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();

  /** An owner, with the records that were sent and the last cursor. */
  private static final class Owner {
    private final String authorization;
    private final String hash;
    private final List<KnownPrediction> predictions = new ArrayList<>();
    private @Nullable String cursor;

    Owner(int number) {
      authorization = "Bearer owner-" + number + "-of-the-simulation-0000";
      hash = OwnerKey.ofHeader(authorization).sha256();
    }
  }

  /** What an owner knows of a prediction. */
  private record KnownPrediction(String id, int digits) {}

  /** An action of a caller, with its weight among all actions. */
  private enum Action {
    PREDICT(44),
    SEND_AGAIN(5),
    PREDICT_ANONYMOUSLY(3),
    READ(5),
    CORRECT(16),
    DELETE(8),
    LIST(8),
    EXPORT(5),
    USE_FOREIGN_CURSOR(4),
    START_RUN(5),
    START_RUN_BY_CORRECTIONS(3),
    PROMOTE(4),
    PROMOTE_BY_HAND(2),
    CANCEL_RUN(3),
    ROLL_BACK(2),
    DISTURB_PROCESSES(4);

    private static final int SUM = List.of(values()).stream().mapToInt(it -> it.weight).sum();

    private final int weight;

    Action(int weight) {
      this.weight = weight;
    }

    static Action any(SplittableRandom random) {
      int left = random.nextInt(SUM);
      for (Action action : values()) {
        left -= action.weight;
        if (left < 0) {
          return action;
        }
      }
      throw new AssertionError("the weights add up to the sum");
    }
  }

  Callers(World world, Cirrus cirrus, LedgerAudit audit) {
    this.world = world;
    this.cirrus = cirrus;
    this.audit = audit;
    for (int i = 0; i < OWNERS; i++) {
      owners.add(new Owner(i));
    }
  }

  /** Lets a random caller perform a random action. */
  void act(int number) {
    String task = "event" + number;
    SplittableRandom random = world.random(task + " caller");
    Owner owner = owners.get(random.nextInt(OWNERS));
    Action action = Action.any(random);
    world.trace(task + ": " + action);
    switch (action) {
      case PREDICT -> predict(task, owner, null, random);
      case SEND_AGAIN -> any(owner, random, known -> predict(task, owner, known.id(), random));
      case PREDICT_ANONYMOUSLY -> predict(task, null, null, random);
      case READ -> any(owner, random, known -> read(task, owner, known.id()));
      case CORRECT -> any(owner, random, known -> correct(task, owner, known, random));
      case DELETE -> any(owner, random, known -> delete(task, owner, known.id()));
      case LIST -> list(task, owner, random.nextBoolean() ? owner.cursor : null, 1 + number % 4);
      case EXPORT -> export(task, owner);
      case USE_FOREIGN_CURSOR -> useForeignCursor(task, owner);
      case START_RUN -> startRun(task, random.nextInt(4) == 0 ? "{\"promote\":\"ask\"}" : "{}");
      case START_RUN_BY_CORRECTIONS -> startRun(task, "{\"trigger\":\"corrections\"}");
      case PROMOTE -> cirrus.promote(task);
      case PROMOTE_BY_HAND -> {
        if (!runs.isEmpty()) {
          String run = runs.get(random.nextInt(runs.size()));
          administer(task, "/training-runs/{id}/promotion", Map.of("id", run), "");
        }
      }
      case CANCEL_RUN -> {
        if (!runs.isEmpty()) {
          administer(task, "/training-runs/{id}/cancellation", Map.of("id", runs.getLast()), "");
        }
      }
      case ROLL_BACK -> administer(task, "/model/rollback", Map.of(), "");
      case DISTURB_PROCESSES -> cirrus.disturbProcesses(random);
    }
  }

  private static void any(Owner owner, SplittableRandom random, Consumer<KnownPrediction> action) {
    if (!owner.predictions.isEmpty()) {
      action.accept(owner.predictions.get(random.nextInt(owner.predictions.size())));
    }
  }

  /**
   * Sends images to predict.
   *
   * @param owner null for a caller without an owner key
   * @param id the id of an earlier answer, or null
   */
  private void predict(
      String task, @Nullable Owner owner, @Nullable String id, SplittableRandom random) {
    int digits = random.nextInt(1, MAX_DIGITS + 1);
    String images = String.join(",", Collections.nCopies(digits, IMAGE));
    String again = id == null ? "" : ",\"id\":\"" + id + "\"";
    cirrus.predict(
        task,
        request("POST", "/predict", owner).withBody("{\"images\":[" + images + "]" + again + "}"),
        response -> {
          world.trace("status " + response.getStatusCode());
          if (response.getStatusCode() == 200) {
            String answered = ids(response).getFirst();
            if (owner != null) {
              owner.predictions.add(new KnownPrediction(answered, digits));
            }
            if (response.getBody().contains("\"recorded\":true")) {
              audit.acknowledged(answered);
            }
          }
        });
  }

  private void read(String task, Owner owner, String id) {
    Instant start = world.now();
    cirrus.history(
        task,
        request("GET", "/predictions/{id}", owner).withPathParameters(Map.of("id", id)),
        response -> {
          if (response.getStatusCode() == 200) {
            audit.read(owner.hash, id, start);
          }
        });
  }

  private void correct(String task, Owner owner, KnownPrediction known, SplittableRandom random) {
    List<Integer> labels =
        random.nextInt(6) == 0 ? List.of() : random.ints(known.digits(), 0, 3).boxed().toList();
    LedgerAudit.CorrectionAttempt attempt = audit.correcting(known.id(), labels);
    cirrus.history(
        task,
        request("PUT", "/predictions/{id}/labels", owner)
            .withPathParameters(Map.of("id", known.id()))
            .withBody("{\"labels\":" + labels + "}"),
        response -> {
          if (response.getStatusCode() == 200) {
            attempt.acknowledged();
          }
        });
  }

  private void delete(String task, Owner owner, String id) {
    cirrus.history(
        task,
        request("DELETE", "/predictions/{id}", owner).withPathParameters(Map.of("id", id)),
        response -> {
          if (response.getStatusCode() == 204) {
            audit.deleted(id);
          }
        });
  }

  private void list(String task, Owner owner, @Nullable String cursor, int limit) {
    Map<String, String> query = new HashMap<>(Map.of("limit", Integer.toString(limit)));
    if (cursor != null) {
      query.put("cursor", cursor);
    }
    cirrus.history(
        task,
        request("GET", "/predictions", owner).withQueryStringParameters(query),
        response -> {
          audit.listed(owner.hash, ids(response));
          owner.cursor = first(NEXT, response.getBody());
        });
  }

  private void export(String task, Owner owner) {
    APIGatewayProxyRequestEvent request = request("GET", "/dataset", owner);
    request.setHeaders(
        Map.of("Authorization", owner.authorization, "Accept", "application/x-ndjson"));
    cirrus.history(task, request, response -> audit.listed(owner.hash, ids(response)));
  }

  private void useForeignCursor(String task, Owner owner) {
    owners.stream()
        .filter(other -> !other.equals(owner))
        .flatMap(other -> Stream.ofNullable(other.cursor))
        .findFirst()
        .ifPresent(cursor ->
            cirrus.history(
                task,
                request("GET", "/predictions", owner)
                    .withQueryStringParameters(Map.of("cursor", cursor)),
                response -> audit.foreignCursorSent(response.getStatusCode())));
  }

  private void startRun(String task, String body) {
    administer(task, "/training-runs", Map.of(), body);
  }

  private void administer(String task, String route, Map<String, String> path, String body) {
    cirrus.trainTrigger(
        task,
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("POST")
            .withResource(route)
            .withPathParameters(path)
            .withBody(body),
        response -> {
          world.trace("status " + response.getStatusCode());
          runs.addAll(ids(response));
        });
  }

  /** Continues whatever run is open, as schedules do. */
  void continueRun(String task) {
    startRun(task + "/start", "{\"trigger\":\"schedule\"}");
    world.schedule(Duration.ofMinutes(10), () -> cirrus.promote(task + "/promote"));
  }

  /** Reads all pages of each owner's list. */
  void listAll() {
    for (int i = 0; i < OWNERS; i++) {
      listRest("list" + i, owners.get(i), null, new ArrayList<>());
    }
  }

  private void listRest(String task, Owner owner, @Nullable String cursor, List<String> ids) {
    Map<String, String> query = cursor == null ? Map.of() : Map.of("cursor", cursor);
    cirrus.history(
        task,
        request("GET", "/predictions", owner).withQueryStringParameters(query),
        response -> {
          ids.addAll(ids(response));
          String next = first(NEXT, response.getBody());
          if (next == null) {
            audit.concludeList(owner.hash, ids);
          } else {
            world.schedule(Duration.ZERO, () -> listRest(task + "+", owner, next, ids));
          }
        });
  }

  private static APIGatewayProxyRequestEvent request(
      String method, String route, @Nullable Owner owner) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    if (owner != null) {
      headers.put("Authorization", owner.authorization);
    }
    return new APIGatewayProxyRequestEvent()
        .withHttpMethod(method)
        .withResource(route)
        .withHeaders(headers);
  }

  private static List<String> ids(APIGatewayProxyResponseEvent response) {
    return ID.matcher(response.getBody())
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static @Nullable String first(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElse(null);
  }
}
