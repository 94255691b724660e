package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evaluates the rules for combinations of parameters as CloudFormation does before a deployment.
 */
final class ParameterRulesTest {
  private final YamlNode template;

  ParameterRulesTest() throws IOException {
    template = YamlNode.read(Repository.TEMPLATE);
  }

  @Test
  void theDefaultsAreAccepted() {
    assertEquals(List.of(), broken(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "RequestsPerAddress, 10",
    "TrainingSchedule, rate(7 days)",
    "CorrectionsBeforeTraining, 500",
    "TrainingEngine, none",
  })
  void everyParameterOfItsOwnIsAccepted(String parameter, String value) {
    assertEquals(List.of(), broken(Map.of(parameter, value)));
  }

  @Test
  void aDomainWithItsCertificateIsAccepted() {
    Map<String, String> domain =
        Map.of("DomainName", "example.org", "CertificateArn", "arn:aws:acm");
    assertEquals(List.of(), broken(domain));
  }

  @ParameterizedTest
  @CsvSource({
    "DomainHasCertificate, DomainName, example.org",
    "LimitOfRequestsIsPossible, RequestsPerAddress, 1",
    "LimitOfRequestsIsPossible, RequestsPerAddress, 9",
  })
  void aParameterThatCantWorkIsRejected(String rule, String parameter, String value) {
    assertEquals(List.of(rule), broken(Map.of(parameter, value)));
  }

  @ParameterizedTest
  @CsvSource({"TrainingSchedule, rate(7 days)", "CorrectionsBeforeTraining, 500"})
  void trainingWithoutAnEngineIsRejected(String parameter, String value) {
    assertEquals(
        List.of("TrainingHasAnEngine"), broken(Map.of("TrainingEngine", "none", parameter, value)));
  }

  /** The names of the rules that reject a deployment with these parameters. */
  private List<String> broken(Map<String, String> chosen) {
    Map<String, String> parameters = new HashMap<>();
    template
        .get("Parameters")
        .fields()
        .forEach((name, parameter) -> parameters.put(name, parameter.get("Default").toString()));
    parameters.putAll(chosen);
    return template.get("Rules").fields().entrySet().stream()
        .filter(rule -> isBroken(rule.getValue(), parameters))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isBroken(YamlNode rule, Map<String, String> parameters) {
    YamlNode condition = rule.get("RuleCondition");
    return (!condition.isPresent() || holds(condition, parameters))
        && rule.get("Assertions").items().stream()
            .anyMatch(assertion -> !holds(assertion.get("Assert"), parameters));
  }

  private static boolean holds(YamlNode condition, Map<String, String> parameters) {
    Map.Entry<String, YamlNode> function = condition.fields().entrySet().iterator().next();
    List<YamlNode> arguments = function.getValue().items();
    return switch (function.getKey()) {
      case "Fn::Not" -> !holds(arguments.getFirst(), parameters);
      case "Fn::And" -> arguments.stream().allMatch(argument -> holds(argument, parameters));
      case "Fn::Equals" ->
          value(arguments.getFirst(), parameters).equals(value(arguments.getLast(), parameters));
      case "Fn::Contains" ->
          arguments.getFirst().items().stream()
              .anyMatch(
                  each -> value(each, parameters).equals(value(arguments.getLast(), parameters)));
      default -> throw new AssertionError("unknown function in a rule: " + condition);
    };
  }

  private static String value(YamlNode node, Map<String, String> parameters) {
    if (!node.get("Ref").isPresent()) {
      return node.toString();
    }
    String value = parameters.get(node.get("Ref").toString());
    assertNotNull(value, () -> "a rule refers to no parameter: " + node);
    return value;
  }
}
