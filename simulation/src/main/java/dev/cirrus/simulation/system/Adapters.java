package dev.cirrus.simulation.system;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.predict.PredictionQueue;
import dev.cirrus.runs.RunStore;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Replaces parts of Cirrus; by default none. */
public interface Adapters {
  Adapters REAL = new Adapters() {};

  default DynamoDbClient dynamoDb(DynamoDbClient client) {
    return client;
  }

  default PredictionQueue queue(PredictionQueue queue, Executor background) {
    return queue;
  }

  default SqsClient deadLetters(SqsClient client) {
    return client;
  }

  default RunStore runs(RunStore store) {
    return store;
  }

  default RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> predict(
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler) {
    return handler;
  }

  default RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> history(
      RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler) {
    return handler;
  }
}
