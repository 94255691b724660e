package dev.cirrus.simulation.system;

import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import dev.cirrus.simulation.aws.SimulatedQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The limits in template.yaml.
 *
 * @param timeouts of the functions, by logical name
 */
public record StackLimits(
    Map<String, Duration> timeouts,
    SimulatedQueue.Limits queue,
    SimulatedQueue.Limits deadLetters,
    int batchSize,
    int concurrency) {
  public StackLimits {
    timeouts = Map.copyOf(timeouts);
  }

  /** Reads the template in this folder or the nearest one above it. */
  public static StackLimits read() throws IOException {
    Template template = Template.read(Template.find(Path.of("")));
    YamlNode queue = template.properties("PredictionQueue");
    YamlNode source =
        template.properties("RecordFunction").get("Events").get("Predictions").get("Properties");
    return new StackLimits(
        template.ofType("AWS::Serverless::Function").entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, function -> seconds(function.getValue().get("Timeout")))),
        new SimulatedQueue.Limits(
            seconds(queue.get("VisibilityTimeout")),
            number(queue.get("RedrivePolicy").get("maxReceiveCount"))),
        SimulatedQueue.Limits.withoutDeadLetters(
            seconds(template.properties("DeadLetterQueue").get("VisibilityTimeout"))),
        number(source.get("BatchSize")),
        number(source.get("ScalingConfig").get("MaximumConcurrency")));
  }

  Duration timeout(String function) {
    return Objects.requireNonNull(timeouts.get(function), function);
  }

  private static Duration seconds(YamlNode value) {
    return Duration.ofSeconds(number(value));
  }

  private static int number(YamlNode value) {
    return Integer.parseInt(value.toString());
  }
}
