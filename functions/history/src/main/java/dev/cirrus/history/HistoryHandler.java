package dev.cirrus.history;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.http.ApiFunction;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.OwnerKey;
import dev.cirrus.http.Problem;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Environment;
import dev.cirrus.lambda.SnapStart;
import dev.cirrus.lambda.Telemetry;
import dev.cirrus.ledger.Correction;
import dev.cirrus.ledger.CorrectionResult;
import dev.cirrus.ledger.Labels;
import dev.cirrus.ledger.Ledger;
import dev.cirrus.ledger.Ledger.Selection;
import dev.cirrus.ledger.LedgerEntry;
import dev.cirrus.ledger.LedgerPage;
import dev.cirrus.prediction.ClassifiedDigit;
import dev.cirrus.prediction.IdGenerator;
import dev.cirrus.prediction.Prediction;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Lists, reads, corrects, deletes and exports an owner's predictions. */
public final class HistoryHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 50;

  private final Ledger ledger;
  private final ApiResponses responses;
  private final ApiFunction api;

  /** Creates the handler for Lambda, configured by the environment. */
  public HistoryHandler() {
    this(HistoryConfig.of(Environment.ofProcess()));
    SnapStart.beforeSnapshot(HistoryPriming::run);
  }

  private HistoryHandler(HistoryConfig config) {
    this(
        config.ledger(),
        Telemetry.toStandardOutput("history", InstantSource.system()),
        config.responses());
  }

  /** Creates the handler with these collaborators. */
  public HistoryHandler(Ledger ledger, Telemetry telemetry, ApiResponses responses) {
    this.ledger = ledger;
    this.responses = responses;
    this.api =
        new ApiFunction(
            Map.of(
                "GET /predictions", request -> list(request.requireOwner(), request),
                "GET /predictions/{id}", request -> read(request.requireOwner(), id(request)),
                "PUT /predictions/{id}/labels",
                    request -> correct(request.requireOwner(), id(request), request),
                "DELETE /predictions/{id}", request -> delete(request.requireOwner(), id(request)),
                "GET /dataset", request -> export(request.requireOwner(), request)),
            responses,
            telemetry,
            HistoryHandler::problemOf);
  }

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, @Nullable Context context) {
    return api.handle(event, context);
  }

  /** Returns the function that answers, for priming. */
  ApiFunction api() {
    return api;
  }

  private static Problem problemOf(Throwable fault) {
    return fault instanceof SdkException
        ? new Problem(ProblemType.UNAVAILABLE, "The ledger does not answer: try again in a moment.")
        : ApiFunction.problemOf(fault);
  }

  private APIGatewayProxyResponseEvent list(OwnerKey owner, ApiRequest request) {
    int limit = request.query("limit").map(HistoryHandler::limit).orElse(DEFAULT_LIMIT);
    String after =
        request.query("cursor").map(cursor -> Cursor.PREDICTIONS.id(cursor, owner)).orElse(null);
    LedgerPage page = ledger.page(owner.sha256(), Selection.ALL, after, limit);
    return responses.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("predictions");
          for (LedgerEntry entry : page.entries()) {
            write(json, entry);
          }
          json.writeEndArray();
          if (page.next() != null) {
            json.writeStringField("next", Cursor.PREDICTIONS.after(page.next(), owner));
          }
          json.writeEndObject();
        });
  }

  private APIGatewayProxyResponseEvent read(OwnerKey owner, String id) {
    return entry(ledger.find(owner.sha256(), id).orElseThrow(HistoryHandler::notFound));
  }

  private APIGatewayProxyResponseEvent correct(OwnerKey owner, String id, ApiRequest request) {
    Labels labels = LabelsParser.parse(request);
    return switch (ledger.correct(owner.sha256(), id, labels)) {
      case CorrectionResult.Corrected(LedgerEntry entry) -> entry(entry);
      case CorrectionResult.NotFound() -> throw notFound();
      case CorrectionResult.LabelCountMismatch(int digits) ->
          throw new ProblemException(
              ProblemType.LABELS_DO_NOT_FIT,
              "The record has "
                  + digits
                  + " digits: send one label for each, in their order, or \"positions\" to label some"
                  + " of them.");
    };
  }

  private APIGatewayProxyResponseEvent delete(OwnerKey owner, String id) {
    if (!ledger.delete(owner.sha256(), id)) {
      throw notFound();
    }
    return responses.noContent();
  }

  private APIGatewayProxyResponseEvent export(OwnerKey owner, ApiRequest request) {
    DatasetFormat format = DatasetFormat.accepted(request.header("Accept").orElse("*/*"));
    String after =
        request.query("cursor").map(cursor -> Cursor.DATASET.id(cursor, owner)).orElse(null);
    DatasetExport export = DatasetExport.read(ledger, owner.sha256(), format, after);
    APIGatewayProxyResponseEvent response = responses.text(200, format.mediaType(), export.text());
    if (export.next() != null) {
      // Relative to the request's own address, whatever stage or proxy precedes the path.
      String next = "?cursor=" + Cursor.DATASET.after(export.next(), owner);
      response.getHeaders().put("Link", "<" + next + ">; rel=\"next\"");
    }
    return response;
  }

  private APIGatewayProxyResponseEvent entry(LedgerEntry entry) {
    return responses.json(200, json -> write(json, entry));
  }

  /** Returns the id of the path; text that is not an id can't name a record. */
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
        "You have no record with this id; a new one appears within seconds.");
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
      for (int label : correction.labels().values()) {
        json.writeNumber(label);
      }
      json.writeEndArray();
      if (correction.labels().size() < prediction.digits().size()) {
        json.writeArrayFieldStart("positions");
        for (int position : correction.labels().keySet()) {
          json.writeNumber(position);
        }
        json.writeEndArray();
      }
      json.writeStringField("correctedAt", correction.at().toString());
    }
    json.writeEndObject();
  }
}
