package dev.cirrus.localaws;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * Runs DynamoDB Local as a separate process. Unlike DynamoDB Local's main class, it listens only on
 * the loopback interface, prints its port, admits only requests with the right access key and ends
 * together with its parent.
 *
 * <p>Arguments: the folder of the tables and the port (0 for any). The access key is the first line
 * of the standard input, where other users of the machine cannot see it.
 */
final class DynamoDbMain {
  private DynamoDbMain() {}

  public static void main(String[] arguments) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var guard = new AccessGuard(Objects.requireNonNull(input.readLine(), "no access key"));
    var requests = new LocalDynamoDBRequestHandler(0, false, arguments[0], true, false);
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
    var server = new Server(address);
    server.setHandler(
        new GuardedHandler(
            guard, new ContextHandler(new LocalDynamoDBServerHandler(requests, null))));
    server.start();
    System.out.println(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    while (input.read() >= 0) {
      // The end of the input means that the parent has ended.
    }
    server.stop();
    requests.shutdown();
    System.exit(0);
  }

  private static final class GuardedHandler extends Handler.Wrapper {
    private final AccessGuard guard;

    GuardedHandler(AccessGuard guard, Handler handler) {
      super(handler);
      this.guard = guard;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      HttpFields headers = request.getHeaders();
      if (guard.admits(
          headers.get(HttpHeader.HOST),
          headers.get(HttpHeader.ORIGIN),
          headers.get(HttpHeader.AUTHORIZATION))) {
        return super.handle(request, response, callback);
      }
      Response.writeError(
          request, response, callback, HttpStatus.FORBIDDEN_403, AccessGuard.REFUSAL);
      return true;
    }
  }
}
