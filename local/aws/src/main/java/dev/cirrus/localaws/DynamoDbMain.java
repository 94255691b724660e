package dev.cirrus.localaws;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * The process in which DynamoDB Local runs: what its own main class does, but on the loopback
 * interface, on a port of the system's choice, which it prints, and until its parent is gone. It is
 * told the folder of the tables.
 */
final class DynamoDbMain {
  private DynamoDbMain() {}

  public static void main(String[] arguments) throws Exception {
    var requests = new LocalDynamoDBRequestHandler(0, false, arguments[0], true, false);
    var server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(requests, null)));
    server.start();
    System.out.println(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    while (System.in.read() >= 0) {
      // What keeps this process alive is the pipe, not what comes through it.
    }
    server.stop();
    requests.shutdown();
    System.exit(0);
  }
}
