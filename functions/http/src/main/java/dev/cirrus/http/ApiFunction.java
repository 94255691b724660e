package dev.cirrus.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.lambda.Metric;
import dev.cirrus.lambda.Telemetry;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function behind API Gateway: routes requests, converts exceptions to problems, and logs and
 * measures the responses.
 */
public final class ApiFunction {
  private final Map<String, Route> routes;
  private final ApiResponses responses;
  private final Telemetry telemetry;
  private final Function<Throwable, Problem> faults;

  /** Answers the requests of one route. */
  @FunctionalInterface
  public interface Route {
    /**
     * Answers a request.
     *
     * @throws ProblemException if the request can't be answered; it says what to change
     */
    APIGatewayProxyResponseEvent answer(ApiRequest request);
  }

  /**
   * @param routes by method and path as {@link ApiRequest#route()} spells them
   */
  public ApiFunction(Map<String, Route> routes, ApiResponses responses, Telemetry telemetry) {
    this(routes, responses, telemetry, ApiFunction::problemOf);
  }

  /**
   * @param routes by method and path as {@link ApiRequest#route()} spells them
   * @param faults chooses the problem for any other exception of a route; {@link #problemOf} is the
   *     default
   */
  public ApiFunction(
      Map<String, Route> routes,
      ApiResponses responses,
      Telemetry telemetry,
      Function<Throwable, Problem> faults) {
    this.routes = Map.copyOf(routes);
    this.responses = responses;
    this.telemetry = telemetry;
    this.faults = faults;
  }

  /** The problem for a fault that is not the caller's. */
  public static Problem problemOf(Throwable fault) {
    return fault instanceof OutOfMemoryError
        ? new Problem(
            ProblemType.UNAVAILABLE,
            "There is not enough memory for this request right now: try again in a moment.")
        : new Problem(
            ProblemType.INTERNAL,
            "Something went wrong here; it is not your request's fault. Try again.");
  }

  /** Answers a request; never throws. */
  public APIGatewayProxyResponseEvent handle(
      APIGatewayProxyRequestEvent event, @Nullable Context context) {
    long start = System.nanoTime();
    String requestId = context == null ? "" : context.getAwsRequestId();
    APIGatewayProxyResponseEvent response;
    try {
      response = answer(new ApiRequest(event));
    } catch (ProblemException e) {
      response = responses.problem(e.problem());
    } catch (Throwable fault) {
      // Catches errors too, so that the caller gets a response and the function stays usable.
      telemetry.error(
          "request failed", fault, json -> json.writeStringField("requestId", requestId));
      response = responses.problem(faults.apply(fault));
    }
    int status = response.getStatusCode();
    telemetry.info(
        "request answered",
        json -> {
          json.writeStringField("requestId", requestId);
          json.writeNumberField("status", status);
          json.writeNumberField("milliseconds", (System.nanoTime() - start) / 1_000_000);
        });
    telemetry.measure(Metric.count("Failures", status >= 500 ? 1 : 0));
    return response;
  }

  private APIGatewayProxyResponseEvent answer(ApiRequest request) {
    Route route = routes.get(request.route());
    if (route == null) {
      throw new ProblemException(
          ProblemType.NO_SUCH_ROUTE, "There is nothing here for this method and path.");
    }
    return route.answer(request);
  }
}
