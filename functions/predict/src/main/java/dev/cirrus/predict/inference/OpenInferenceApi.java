package dev.cirrus.predict.inference;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cirrus.classifier.Classification;
import dev.cirrus.http.ApiFunction.Route;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.ApiResponses;
import dev.cirrus.http.ProblemException;
import dev.cirrus.json.Json;
import dev.cirrus.predict.serving.HotSwapModel;
import dev.cirrus.predict.serving.LoadedModel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The routes of the Open Inference Protocol. They classify tensors with the serving model and
 * record nothing. There is one model, {@link #MODEL}, and one version of it at a time.
 */
public final class OpenInferenceApi {
  static final String MODEL = "digits";
  static final String INPUT = "image";
  static final String DIGIT = "digit";
  static final String PROBABILITIES = "probabilities";
  static final String NOT_A_DIGIT = "not_a_digit";
  static final List<String> OUTPUTS = List.of(DIGIT, PROBABILITIES, NOT_A_DIGIT);

  private final HotSwapModel model;
  private final ApiResponses responses;

  public OpenInferenceApi(HotSwapModel model, ApiResponses responses) {
    this.model = model;
    this.responses = responses;
  }

  /** Returns the routes by method and path as {@link ApiRequest#route()} spells them. */
  public Map<String, Route> routes() {
    Map<String, Route> routes = new HashMap<>();
    routes.put("GET /v2", request -> ok(OpenInferenceApi::writeServer));
    routes.put("GET /v2/health/live", request -> ok(json -> writeFlag(json, "live")));
    routes.put("GET /v2/health/ready", request -> ok(json -> writeFlag(json, "ready")));
    for (String path : List.of("/v2/models/{name}", "/v2/models/{name}/versions/{version}")) {
      routes.put("GET " + path, ofModel((request, loaded) -> ok(json -> writeModel(json, loaded))));
      routes.put(
          "GET " + path + "/ready",
          ofModel((request, loaded) -> ok(OpenInferenceApi::writeModelReady)));
      routes.put("POST " + path + "/infer", ofModel(this::infer));
    }
    return routes;
  }

  /** Wraps a route that requires the model of the request's path. */
  private Route ofModel(BiFunction<ApiRequest, LoadedModel, APIGatewayProxyResponseEvent> route) {
    return request -> {
      try {
        return model.use(loaded -> {
          requireModel(request, loaded);
          return route.apply(request, loaded);
        });
      } catch (InferenceException e) {
        return error(e.status(), e.error());
      } catch (ProblemException e) {
        return error(e.problem().type().status(), e.problem().detail());
      }
    };
  }

  private static void requireModel(ApiRequest request, LoadedModel loaded) {
    if (!request.path("name").orElse("").equals(MODEL)) {
      throw new InferenceException(404, "unknown model: the only model is '" + MODEL + "'");
    }
    if (!request.path("version").orElse(loaded.version()).equals(loaded.version())) {
      throw new InferenceException(
          404, "unknown version: the serving version is '" + loaded.version() + "'");
    }
  }

  private APIGatewayProxyResponseEvent infer(ApiRequest request, LoadedModel loaded) {
    InferRequest infer = InferRequestParser.parse(request);
    List<Classification> results =
        loaded.classifier().classify(infer.images().toArray(float[][]::new));
    return ok(json -> writeResults(json, infer, loaded, results));
  }

  private APIGatewayProxyResponseEvent ok(Json.Body body) {
    return responses.json(200, body);
  }

  private APIGatewayProxyResponseEvent error(int status, String error) {
    return responses.json(
        status,
        json -> {
          json.writeStartObject();
          json.writeStringField("error", error);
          json.writeEndObject();
        });
  }

  private static void writeFlag(JsonGenerator json, String name) throws IOException {
    json.writeStartObject();
    json.writeBooleanField(name, true);
    json.writeEndObject();
  }

  private static void writeServer(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", "cirrus");
    json.writeStringField("version", "2");
    json.writeArrayFieldStart("extensions");
    json.writeString("binary_tensor_data");
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeModelReady(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", MODEL);
    json.writeBooleanField("ready", true);
    json.writeEndObject();
  }

  private static void writeModel(JsonGenerator json, LoadedModel loaded) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", MODEL);
    json.writeArrayFieldStart("versions");
    json.writeString(loaded.version());
    json.writeEndArray();
    json.writeStringField("platform", "onnxruntime_onnx");
    json.writeArrayFieldStart("inputs");
    writeTensor(json, INPUT, DataType.FP32, -1, 784);
    json.writeEndArray();
    json.writeArrayFieldStart("outputs");
    writeTensor(json, DIGIT, DataType.INT64, -1);
    writeTensor(json, PROBABILITIES, DataType.FP32, -1, Classification.DIGITS);
    writeTensor(json, NOT_A_DIGIT, DataType.FP32, -1);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeTensor(JsonGenerator json, String name, DataType type, int... shape)
      throws IOException {
    json.writeStartObject();
    writeTensorFields(json, name, type, shape);
    json.writeEndObject();
  }

  private static void writeTensorFields(
      JsonGenerator json, String name, DataType type, int... shape) throws IOException {
    json.writeStringField("name", name);
    json.writeStringField("datatype", type.name());
    json.writeFieldName("shape");
    json.writeArray(shape, 0, shape.length);
  }

  private static void writeResults(
      JsonGenerator json, InferRequest infer, LoadedModel loaded, List<Classification> results)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("model_name", MODEL);
    json.writeStringField("model_version", loaded.version());
    if (infer.id() != null) {
      json.writeStringField("id", infer.id());
    }
    json.writeArrayFieldStart("outputs");
    for (String output : OUTPUTS) {
      if (infer.outputs().contains(output)) {
        writeOutput(json, output, results);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeOutput(JsonGenerator json, String output, List<Classification> results)
      throws IOException {
    int images = results.size();
    json.writeStartObject();
    switch (output) {
      case DIGIT -> {
        writeTensorFields(json, DIGIT, DataType.INT64, images);
        json.writeArrayFieldStart("data");
        for (Classification result : results) {
          json.writeNumber(result.mostLikelyDigit());
        }
      }
      case PROBABILITIES -> {
        writeTensorFields(json, PROBABILITIES, DataType.FP32, images, Classification.DIGITS);
        json.writeArrayFieldStart("data");
        for (Classification result : results) {
          for (float probability : result.digitDistribution()) {
            json.writeNumber(probability);
          }
        }
      }
      default -> {
        writeTensorFields(json, NOT_A_DIGIT, DataType.FP32, images);
        json.writeArrayFieldStart("data");
        for (Classification result : results) {
          json.writeNumber(result.notADigit());
        }
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
