package dev.cirrus.history;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.CorrectionResult;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.Ledger.Selection;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.ledger.LedgerPage;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Prediction;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.core.exception.SdkException;

/** Lists, reads, corrects, forgets and exports what an owner's own predictions were. */
public final class HistoryHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>, Resource {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 50;

  private final Ledger ledger;
  private final Telemetry telemetry;
  private final ApiResponses answers;

  /** As Lambda makes it, by the environment's variables. */
  public HistoryHandler() {
    this(HistoryConfig.of(System.getenv()));
    Core.getGlobalContext().register(this);
  }

  private HistoryHandler(HistoryConfig lambda) {
    this(
        lambda.ledger(),
        Telemetry.toStandardOutput("history", InstantSource.system()),
        lambda.answers());
  }

  /** With these collaborators. */
  public HistoryHandler(Ledger ledger, Telemetry telemetry, ApiResponses answers) {
    this.ledger = ledger;
    this.telemetry = telemetry;
    this.answers = answers;
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, Context context) {
    return answer(event, context.getAwsRequestId());
  }

  APIGatewayProxyResponseEvent answer(APIGatewayProxyRequestEvent event, String requestId) {
    long start = System.nanoTime();
    ApiRequest request = new ApiRequest(event);
    APIGatewayProxyResponseEvent answer;
    try {
      answer = answer(request);
    } catch (ProblemException e) {
      answer = answers.problem(e);
    } catch (SdkException e) {
      telemetry.error(
          "The ledger did not answer", e, json -> json.writeStringField("requestId", requestId));
      answer =
          answers.problem(
              new ProblemException(
                  ProblemType.UNAVAILABLE, "The ledger does not answer: try again in a moment."));
    } catch (RuntimeException e) {
      telemetry.error("Failed", e, json -> json.writeStringField("requestId", requestId));
      answer =
          answers.problem(
              new ProblemException(
                  ProblemType.INTERNAL,
                  "Something went wrong here; it is not your request's fault. Try again."));
    }
    int status = answer.getStatusCode();
    telemetry.info(
        "Answered",
        json -> {
          json.writeStringField("requestId", requestId);
          json.writeNumberField("status", status);
        });
    telemetry.measure(
        Metric.milliseconds("Latency", (System.nanoTime() - start) / 1e6),
        Metric.count("Failures", status >= 500 ? 1 : 0));
    return answer;
  }

  private APIGatewayProxyResponseEvent answer(ApiRequest request) {
    return switch (request.route()) {
      case "GET /predictions" -> list(request.requireOwner(), request);
      case "GET /predictions/{id}" -> read(request.requireOwner(), id(request));
      case "PUT /predictions/{id}/labels" -> correct(request.requireOwner(), id(request), request);
      case "DELETE /predictions/{id}" -> delete(request.requireOwner(), id(request));
      case "GET /dataset" -> export(request.requireOwner(), request);
      default ->
          throw new ProblemException(
              ProblemType.NO_SUCH_ROUTE, "There is nothing here for this method and path.");
    };
  }

  private APIGatewayProxyResponseEvent list(OwnerKey owner, ApiRequest request) {
    int limit = request.query("limit").map(HistoryHandler::limit).orElse(DEFAULT_LIMIT);
    String after =
        request.query("cursor").map(cursor -> Cursor.PREDICTIONS.id(cursor, owner)).orElse(null);
    LedgerPage page = ledger.page(owner.sha256(), Selection.ALL, after, limit);
    return answers.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("predictions");
          for (LedgerEntry entry : page.entries()) {
            write(json, entry);
          }
          json.writeEndArray();
          if (page.next() != null) {
            json.writeStringField("next", Cursor.PREDICTIONS.behind(page.next(), owner));
          }
          json.writeEndObject();
        });
  }

  private APIGatewayProxyResponseEvent read(OwnerKey owner, String id) {
    return entry(ledger.find(owner.sha256(), id).orElseThrow(HistoryHandler::notFound));
  }

  private APIGatewayProxyResponseEvent correct(OwnerKey owner, String id, ApiRequest request) {
    List<Integer> labels = LabelsParser.of(request);
    return switch (ledger.correct(owner.sha256(), id, labels)) {
      case CorrectionResult.Corrected(LedgerEntry entry) -> entry(entry);
      case CorrectionResult.NotFound() -> throw notFound();
      case CorrectionResult.LabelCountMismatch(int digits) ->
          throw new ProblemException(
              ProblemType.LABELS_DO_NOT_FIT,
              "Send one label for each digit of the record, in its order: it has " + digits + ".");
    };
  }

  private APIGatewayProxyResponseEvent delete(OwnerKey owner, String id) {
    if (!ledger.delete(owner.sha256(), id)) {
      throw notFound();
    }
    return answers.nothing();
  }

  private APIGatewayProxyResponseEvent export(OwnerKey owner, ApiRequest request) {
    DatasetFormat form = DatasetFormat.accepted(request.header("Accept").orElse("*/*"));
    String after =
        request.query("cursor").map(cursor -> Cursor.DATASET.id(cursor, owner)).orElse(null);
    DatasetExport dataset = DatasetExport.read(ledger, owner.sha256(), form, after);
    APIGatewayProxyResponseEvent answer = answers.text(200, form.mediaType(), dataset.text());
    if (dataset.next() != null) {
      // Relative to this very address, whatever stands before it.
      String next = "?cursor=" + Cursor.DATASET.behind(dataset.next(), owner);
      answer.getHeaders().put("Link", "<" + next + ">; rel=\"next\"");
    }
    return answer;
  }

  private APIGatewayProxyResponseEvent entry(LedgerEntry entry) {
    return answers.json(200, json -> write(json, entry));
  }

  /** What can't be an id is no record's. */
  private static String id(ApiRequest request) {
    return request.path("id").filter(IdGenerator::isId).orElseThrow(HistoryHandler::notFound);
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,2}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    }
    throw new ProblemException(
        ProblemType.INVALID_INPUT, "The limit is a whole number from 1 to " + MAX_LIMIT + ".");
  }

  private static ProblemException notFound() {
    return new ProblemException(
        ProblemType.NOT_FOUND,
        "You have no such record; one that was made just now appears within seconds.");
  }

  private static void write(JsonGenerator json, LedgerEntry entry) throws IOException {
    Prediction prediction = entry.prediction();
    json.writeStartObject();
    json.writeStringField("id", prediction.id());
    json.writeStringField("time", prediction.time().toString());
    json.writeStringField("source", prediction.source().jsonName());
    if (prediction.file() != null) {
      json.writeStringField("file", prediction.file());
    }
    json.writeStringField("model", prediction.model());
    json.writeStringField("text", prediction.text());
    json.writeArrayFieldStart("predictions");
    for (ClassifiedDigit digit : prediction.digits()) {
      digit.writeTo(json);
    }
    json.writeEndArray();
    Correction correction = entry.correction();
    if (correction != null) {
      json.writeArrayFieldStart("labels");
      for (int label : correction.labels()) {
        json.writeNumber(label);
      }
      json.writeEndArray();
      json.writeStringField("correctedAt", correction.at().toString());
    }
    json.writeEndObject();
  }

  /** Goes every way once, but for the network, so that its classes are in the snapshot. */
  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    HistoryPriming.play();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // Nothing was opened, timed or drawn before the snapshot.
  }
}
