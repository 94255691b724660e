package dev.cirrus.local.invocation;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.time.Duration;

/** A function behind the HTTP interface, and its timeout. */
public record HttpFunction(
    RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler,
    Duration timeout) {}
