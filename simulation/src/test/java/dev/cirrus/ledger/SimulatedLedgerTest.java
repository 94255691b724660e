package dev.cirrus.ledger;

import dev.cirrus.simulation.aws.SimulatedDynamoDb;
import dev.cirrus.simulation.world.Plan;
import dev.cirrus.simulation.world.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Tests the ledger on the simulated DynamoDB without faults. DynamoLedgerTest runs the same tests
 * on DynamoDB Local, so where the two differ, one of them fails.
 */
final class SimulatedLedgerTest extends LedgerContract {
  SimulatedLedgerTest() {
    super(clock -> new DynamoLedger(client(), "ledger", clock, pause -> {}), 24);
  }

  /** Returns a client each of whose calls is a task of the simulation. */
  private static DynamoDbClient client() {
    World world = new World(Plan.of(1));
    world.endFaults();
    SimulatedDynamoDb simulated = new SimulatedDynamoDb(world, Duration.ofSeconds(4));
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, values) -> {
              synchronized (world) {
                return call(world, simulated, method, values);
              }
            });
  }

  private static @Nullable Object call(
      World world, SimulatedDynamoDb simulated, Method method, @Nullable Object[] values)
      throws Throwable {
    AtomicReference<@Nullable Object> result = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    world.start(
        "call",
        null,
        () -> {
          try {
            result.set(method.invoke(simulated, values));
          } catch (InvocationTargetException e) {
            failure.set(e.getCause());
          } catch (IllegalAccessException e) {
            failure.set(e);
          }
        });
    world.run();
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
    return result.get();
  }
}
