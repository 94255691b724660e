package dev.cirrus.history;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.cirrus.http.ApiRequest;
import dev.cirrus.http.OwnerKey;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Takes cursors of any owner, as if they were not signed with the owner's key. */
@NullMarked
public record ForeignCursors(
    RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler)
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent request, @Nullable Context context) {
    Map<String, String> query = request.getQueryStringParameters();
    if (query != null && query.containsKey("cursor")) {
      ByteBuffer cursor = ByteBuffer.wrap(Base64.getUrlDecoder().decode(query.get("cursor")));
      String id = new UUID(cursor.getLong(), cursor.getLong()).toString();
      OwnerKey owner = new ApiRequest(request).requireOwner();
      request.setQueryStringParameters(Map.of("cursor", Cursor.PREDICTIONS.after(id, owner)));
    }
    return handler.handleRequest(request, context);
  }
}
