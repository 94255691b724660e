package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks what the alarms watch, and that each has a runbook. */
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

  private boolean isWatched(String namespace, String metric, String dimension, String resource) {
    return alarms.values().stream()
        .flatMap(AlarmsTest::metrics)
        .filter(each -> each.get("Namespace").toString().equals(namespace))
        .filter(each -> each.get("MetricName").toString().equals(metric))
        .flatMap(each -> each.get("Dimensions").items().stream())
        .anyMatch(each ->
            each.get("Name").toString().equals(dimension)
                && Set.of("{Ref=" + resource + "}", "{Fn::GetAtt=" + resource + "}")
                    .contains(each.get("Value").toString()));
  }

  /** The metrics of an alarm: its one metric, or those of its expression. */
  private static Stream<YamlNode> metrics(YamlNode alarm) {
    return alarm.get("Metrics").isPresent()
        ? alarm.get("Metrics").items().stream().map(m -> m.get("MetricStat").get("Metric"))
        : Stream.of(alarm);
  }

  private static long number(YamlNode value) {
    return value.scalar() instanceof Long number ? number : -1;
  }
}
