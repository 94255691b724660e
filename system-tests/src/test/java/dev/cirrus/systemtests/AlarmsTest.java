package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks what the alarms and the dashboard show, and that each alarm has a runbook. */
final class AlarmsTest {
  private final Template template;
  private final Map<String, YamlNode> alarms;

  AlarmsTest() throws IOException {
    template = Template.read(Repository.TEMPLATE);
    alarms = template.ofType("AWS::CloudWatch::Alarm");
  }

  @Test
  void everyAlarmHasARunbookAndEveryRunbookAnAlarm() throws IOException {
    List<String> sections = Runbooks.read().sections();
    assertEquals(new TreeSet<>(alarms.keySet()), new TreeSet<>(sections));
    assertEquals(sections.size(), Set.copyOf(sections).size(), "an alarm has two runbooks");
  }

  @Test
  void everyAlarmNamesItsRunbook() {
    alarms.forEach((name, alarm) -> {
      String description = alarm.get("AlarmDescription").toString();
      String link = "See docs/runbooks.md#" + name.toLowerCase(Locale.ROOT);
      assertTrue(description.endsWith(link), description);
    });
  }

  @Test
  void everyAlarmNotifiesWhenItIsRaisedAndWhenItEnds() {
    alarms.forEach((name, alarm) -> {
      assertEquals("[{Ref=AlarmTopic}]", alarm.get("AlarmActions").toString(), name);
      assertEquals("[{Ref=AlarmTopic}]", alarm.get("OKActions").toString(), name);
      assertEquals("notBreaching", alarm.get("TreatMissingData").toString(), name);
    });
  }

  static Stream<String> functions() throws IOException {
    return Template.read(Repository.TEMPLATE).ofType("AWS::Serverless::Function").keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionHasAlarmsForErrorsAndLatency(String function) {
    assertTrue(isWatched("AWS/Lambda", "Errors", "FunctionName", function));
    assertTrue(isWatched("AWS/Lambda", "Duration", "FunctionName", function));
    boolean isBehindTheApi =
        template.ofType("AWS::Lambda::Permission").toString().contains(function + ".Alias");
    // Lambda does not count responses with 5xx as errors.
    assertEquals(isBehindTheApi, isWatched("Cirrus", "Failures", "service", function));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theLatencyAlarmOfAFunctionIsRaisedBeforeItsTimeout(String function) {
    long timeout = number(template.properties(function).get("Timeout")) * 1000;
    YamlNode alarm = template.properties(function.replace("Function", "LatencyAlarm"));
    long threshold = number(alarm.get("Threshold"));
    assertTrue(threshold < timeout, threshold + " ms of " + timeout);
  }

  @Test
  void runsThatFailOrAreRefusedRaiseAnAlarm() {
    for (String function : List.of("TrainTriggerFunction", "PromoteFunction")) {
      assertTrue(isWatched("Cirrus", "FailedRuns", "service", function), function);
    }
    assertTrue(isWatched("Cirrus", "RefusedRuns", "service", "PromoteFunction"));
  }

  @Test
  void everyQueueWithoutAConsumerRaisesAnAlarm() {
    for (String queue : List.of("DeadLetterQueue", "FailedEventQueue")) {
      assertTrue(
          isWatched(
              "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue + ".QueueName"),
          queue);
    }
  }

  @Test
  void anAlarmCountsTheThrottledInvocationsOfAllFunctions() {
    YamlNode alarm = template.properties("ThrottleAlarm");
    assertEquals("AWS/Lambda", alarm.get("Namespace").toString());
    assertEquals("Throttles", alarm.get("MetricName").toString());
    assertEquals(Map.of(), alarm.get("Dimensions").fields());
  }

  @Test
  void functionsEmitExactlyTheMetricsThatAnAlarmOrTheDashboardUses() throws IOException {
    Set<String> used = new TreeSet<>();
    alarms.values().stream()
        .filter(metric -> metric.get("Namespace").toString().equals("Cirrus"))
        .forEach(metric -> used.add(metric.get("MetricName").toString()));
    for (JsonNode metric : dashboardMetrics()) {
      if (metric.path(0).asText().equals("Cirrus")) {
        used.add(metric.get(1).asText());
      }
    }
    assertEquals(emitted(), used);
  }

  @Test
  void theDashboardShowsTheMetricOfEveryAlarm() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (JsonNode metric : dashboardMetrics()) {
      shown.add(metric.path(0).asText() + " " + metric.path(1).asText());
    }
    Set<String> missing = new TreeSet<>();
    alarms.values().stream()
        .map(metric -> metric.get("Namespace") + " " + metric.get("MetricName"))
        .filter(metric -> !shown.contains(metric))
        .forEach(missing::add);
    assertEquals(Set.of(), missing);
  }

  @Test
  void theDashboardNamesTheMemoryOfEveryFunction() throws IOException {
    String body = dashboard().toString();
    template
        .ofType("AWS::Serverless::Function")
        .forEach((name, function) -> {
          String id = name.replace("Function", "").toLowerCase(Locale.ROOT);
          String gigabyteSeconds = id + " / 1000 * " + function.get("MemorySize") + " / 1024";
          assertTrue(body.contains(gigabyteSeconds), gigabyteSeconds);
        });
  }

  private JsonNode dashboard() throws IOException {
    YamlNode body = template.properties("Dashboard").get("DashboardBody").get("Fn::Sub");
    return new ObjectMapper().readTree(body.toString());
  }

  /** The metrics of all widgets: arrays of namespace, name, dimensions and options. */
  private List<JsonNode> dashboardMetrics() throws IOException {
    List<JsonNode> metrics = new ArrayList<>();
    for (JsonNode widget : dashboard().get("widgets")) {
      widget.at("/properties/metrics").forEach(metrics::add);
    }
    assertFalse(metrics.isEmpty(), "the dashboard shows no metric");
    return metrics;
  }

  /** The names of the metrics in the source code of the functions. */
  private static Set<String> emitted() throws IOException {
    Pattern metric = Pattern.compile("Metric\\.(?:count|number)\\(\\s*\"(\\w+)\"");
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("functions"))) {
      for (Path file :
          files.filter(path -> path.toString().matches(".*/src/main/java/.*\\.java")).toList()) {
        metric
            .matcher(Files.readString(file))
            .results()
            .forEach(match -> names.add(match.group(1)));
      }
    }
    return names;
  }

  private boolean isWatched(String namespace, String metric, String dimension, String resource) {
    return alarms.values().stream()
        .filter(each -> each.get("Namespace").toString().equals(namespace))
        .filter(each -> each.get("MetricName").toString().equals(metric))
        .flatMap(each -> each.get("Dimensions").items().stream())
        .anyMatch(each ->
            each.get("Name").toString().equals(dimension)
                && Set.of("{Ref=" + resource + "}", "{Fn::GetAtt=" + resource + "}")
                    .contains(each.get("Value").toString()));
  }

  private static long number(YamlNode value) {
    return value.scalar() instanceof Long number ? number : -1;
  }
}
