package dev.cirrus.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.cirrus.classifier.TinyModel;
import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.AwsService;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.testsupport.LocalAwsExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Tests the function as Lambda runs it with SnapStart. */
@ExtendWith(LocalAwsExtension.class)
final class SnapStartHooksTest {
  private static final Path EVENTS = Path.of("..", "..", "events", "predict");

  /** Far more than the runtime needs for its next step. */
  private static final long TIMEOUT_SECONDS = 120;

  /**
   * Classes that the first request may load because priming cannot load them: those of the
   * runtime's own event serialization, including Java's reflection, and occasional network
   * exceptions.
   */
  private static final Pattern NOT_FOR_PRIMING =
      Pattern.compile(
          "com\\.amazonaws\\.(services\\.lambda\\.runtime|lambda\\.thirdparty)\\..*"
              + "|(com|jdk)\\.(sun\\.proxy|proxy).*|java\\.sql\\..*|java\\.lang\\.(invoke|reflect)\\..*"
              + "|jdk\\.internal\\..*|sun\\.(reflect|invoke)\\..*|java\\.util\\.stream\\.\\w+Stream"
              + "|java\\.util\\.concurrent\\.atomic\\.Atomic\\w+Array|java\\.io\\.Reader\\$2"
              + "|java\\..*(Exception|Error)|java\\.lang\\.StackTraceElement\\$HashedModules");

  /** The property with the path of the runtime's native library. */
  private static final String NATIVE_LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final int PROCESSES = 20;
  private static final int REQUESTS = 50;
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final AwsEnvironment cloud;
  private final StackResources resources;

  SnapStartHooksTest(AwsEnvironment cloud, StackResources resources) {
    this.cloud = cloud;
    this.resources = resources;
  }

  @Test
  void theFirstRequestAfterARestoreLoadsNoPrimeableClass(@TempDir Path folder) throws Exception {
    Path classes = folder.resolve("classes.log");
    Path output = folder.resolve("output.log");
    List<List<String>> loaded = new ArrayList<>();
    try (RuntimeApi api = new RuntimeApi()) {
      for (String event : new String[] {"one-image", "one-image", "png"}) {
        int[] from = new int[1];
        api.invoke(
            new RuntimeApi.Invocation(
                Files.readString(EVENTS.resolve(event + ".json")),
                () -> from[0] = lines(classes).size(),
                () -> loaded.add(names(lines(classes), from[0]))));
      }
      Process function = start(api, classes, output);
      try {
        assertEquals("/restore/next", step(api, function, output).path());
        for (int i = 0; i < 3; i++) {
          RuntimeApi.Step answer = step(api, function, output);
          assertTrue(answer.path().endsWith("/response"), () -> answer + "\n" + text(output));
          assertTrue(answer.body().contains("\\\"text\\\":\\\"7\\\""), answer::body);
        }
      } finally {
        function.destroy();
        function.waitFor();
      }
    }
    for (List<String> names : loaded) {
      assertEquals(
          List.of(), names.stream().filter(it -> !NOT_FOR_PRIMING.matcher(it).matches()).toList());
    }
    assertEquals(3, loaded.size());
    assertTrue(text(output).contains("\"message\":\"primed\""), () -> text(output));
  }

  /**
   * Simulates restores with handlers that are created alike and a clock that stands still: like
   * processes restored from one snapshot, they share the state of every random generator in it.
   */
  @Test
  void functionsRestoredFromOneSnapshotNeverReturnTheSameId() {
    Set<String> ids = new HashSet<>();
    APIGatewayProxyRequestEvent event = HandlerFixture.predict("application/json");
    StringBuilder image = new StringBuilder("{\"image\":[");
    for (float value : TinyModel.knownDigits()[3]) {
      image.append(value * 255).append(',');
    }
    event.setBody(image.deleteCharAt(image.length() - 1).append("]}").toString());
    try (SqsPredictionQueue queue =
        new SqsPredictionQueue(
            SqsPredictionQueue.client(
                cloud.endpoint(AwsService.SQS), cloud.region(), cloud.credentials()),
            resources.ref("PredictionQueue"))) {
      for (int process = 0; process < PROCESSES; process++) {
        try (HandlerFixture it = new HandlerFixture()) {
          it.handler.snapStartHooks(queue).restore();
          for (int request = 0; request < REQUESTS; request++) {
            Matcher matcher = ID.matcher(it.handler.handleRequest(event, null).getBody());
            assertTrue(matcher.find());
            assertTrue(ids.add(matcher.group(1)), "two processes returned the same id");
          }
        }
      }
    }
  }

  /**
   * Unpacks the runtime's native library. By default, each runtime on a machine unpacks it to the
   * same file, which ends another one that is just loading it.
   */
  private static Path nativeLibrary(Path file) throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "/jni/libaws-lambda-jni.linux-" + architecture + ".so";
    try (InputStream library = SnapStartHooksTest.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(library, name), file);
    }
    return file;
  }

  private Process start(RuntimeApi api, Path classes, Path output) throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:class+load:file=" + classes + ":none",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-D" + NATIVE_LIBRARY + "=" + nativeLibrary(classes.resolveSibling("runtime.so")),
            "-cp",
            System.getProperty("java.class.path"),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            PredictHandler.class.getName());
    AwsCredentials credentials = cloud.credentials().resolveCredentials();
    java.environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                "AWS_REGION", cloud.region().id(),
                "AWS_ACCESS_KEY_ID", credentials.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey(),
                "AWS_ENDPOINT_URL_S3", cloud.endpoint(AwsService.S3).toString(),
                "AWS_ENDPOINT_URL_SQS", cloud.endpoint(AwsService.SQS).toString(),
                "MODEL_BUCKET", resources.ref("ModelBucket"),
                "PREDICTION_QUEUE_URL", resources.ref("PredictionQueue")));
    return java.redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile())).start();
  }

  private static RuntimeApi.Step step(RuntimeApi api, Process function, Path output)
      throws InterruptedException {
    RuntimeApi.Step step = null;
    for (int second = 0; step == null && second < TIMEOUT_SECONDS; second++) {
      step = api.steps.poll(1, TimeUnit.SECONDS);
      if (step == null && !function.isAlive()) {
        break;
      }
    }
    if (step == null) {
      throw new IllegalStateException("the runtime made no request; its output:\n" + text(output));
    }
    return step;
  }

  private static List<String> names(List<String> lines, int from) {
    return lines.subList(from, lines.size()).stream()
        .map(line -> line.substring(0, Math.max(0, line.indexOf(' '))))
        .toList();
  }

  private static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
