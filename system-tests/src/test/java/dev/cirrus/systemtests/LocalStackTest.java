package dev.cirrus.systemtests;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs the adapters' own tests against LocalStack instead of the embedded services. */
@Order(1)
final class LocalStackTest {
  private static final Pattern MODULE = Pattern.compile("(.*)/src/test/java/.*");

  @Test
  void adapterTestsPassAgainstLocalStack() throws Exception {
    List<String> tests = testsThatUseLocalAws();
    String start = Tool.LOCALSTACK.path();
    int port = start.startsWith("docker") ? 4566 : Repository.freePort();
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    try (BackgroundProcess localStack =
        Command.in(Repository.ROOT, start.split(" ", -1))
            .with("GATEWAY_LISTEN", "127.0.0.1:" + port)
            .start()) {
      localStack.await(endpoint.resolve("/_localstack/health"));
      Command.Finished run =
          Command.in(
                  Repository.ROOT,
                  "mvn",
                  "-B",
                  "-ntp",
                  "test",
                  "-am",
                  "-pl",
                  tests.stream().map(LocalStackTest::module).distinct().collect(joining(",")),
                  "-Dtest=" + tests.stream().map(LocalStackTest::name).collect(joining(",")),
                  "-Dsurefire.failIfNoSpecifiedTests=false",
                  "-Dsurefire.reportNameSuffix=localstack",
                  "-DskipChecks",
                  // The classes are up to date; other tests read them meanwhile.
                  "-Dmaven.compiler.useIncrementalCompilation=false")
              .with(Tool.ENVIRONMENT)
              .with("AWS_ENDPOINT_URL", endpoint.toString())
              .run();
      assertEquals(0, run.status(), run::output);
      for (String test : tests) {
        assertTrue(run.out().contains(name(test)), () -> test + " did not run:\n" + run.output());
      }
    }
  }

  /** The source files of tests that use {@code LocalAwsExtension}, from the repository's root. */
  private static List<String> testsThatUseLocalAws() throws IOException {
    List<String> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("functions"))) {
      for (Path file :
          files
              .filter(path -> path.toString().matches(".*/src/test/java/.*Test\\.java"))
              .toList()) {
        if (Files.readString(file).contains("LocalAwsExtension.class")) {
          tests.add(Repository.ROOT.relativize(file).toString());
        }
      }
    }
    assertFalse(tests.isEmpty(), "found no adapter tests");
    return tests;
  }

  private static String module(String test) {
    Matcher matcher = MODULE.matcher(test);
    return matcher.matches() ? matcher.group(1) : test;
  }

  private static String name(String test) {
    return Path.of(test).getFileName().toString().replace(".java", "");
  }
}
