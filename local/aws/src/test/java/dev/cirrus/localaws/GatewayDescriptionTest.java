package dev.cirrus.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the part of the API description that API Gateway imports. */
final class GatewayDescriptionTest {
  private static final Path DESCRIPTION =
      Template.find(Path.of("")).resolveSibling("api/openapi.yaml");

  private static final Pattern STATUS = Pattern.compile("\"status\": (\\d+)");

  @TempDir private static Path folder;

  private static YamlNode source;
  private static YamlNode derived;
  private static String text;

  @BeforeAll
  static void derive() throws IOException {
    Path file = folder.resolve("made/for/it.yaml");
    GatewayDescription.main(new String[] {DESCRIPTION.toString(), file.toString()});
    source = YamlNode.read(DESCRIPTION);
    derived = YamlNode.read(file);
    text = Files.readString(file);
  }

  private static List<String> operations(YamlNode description) {
    List<String> operations = new ArrayList<>();
    description
        .get("paths")
        .fields()
        .forEach((path, item) ->
            item.fields()
                .forEach((method, operation) -> {
                  if (!method.equals("parameters")) {
                    operations.add(method + " " + path);
                  }
                }));
    return operations;
  }

  private static List<YamlNode> operationNodes() {
    return derived.get("paths").fields().values().stream()
        .flatMap(item -> item.fields().values().stream())
        .toList();
  }

  @Test
  void hasEveryOperationWithItsIntegration() {
    assertEquals(operations(source), operations(derived));
    for (YamlNode operation : operationNodes()) {
      YamlNode integration = operation.get("x-amazon-apigateway-integration");
      assertTrue(
          integration.get("uri").get("Fn::Sub").toString().contains("Function.Alias}/invocations"),
          operation::toString);
    }
  }

  @Test
  void keepsTheGatewaysOwnResponsesTheValidatorAndTheBinaryMediaTypes() {
    for (String name :
        List.of(
            "x-amazon-apigateway-gateway-responses",
            "x-amazon-apigateway-request-validators",
            "x-amazon-apigateway-request-validator",
            "x-amazon-apigateway-binary-media-types")) {
      assertEquals(source.get(name).toString(), derived.get(name).toString(), name);
    }
  }

  @Test
  void theBodyOfEachGatewayResponseNamesItsStatusUnlessThatVaries() {
    derived
        .get("x-amazon-apigateway-gateway-responses")
        .fields()
        .forEach((type, response) -> {
          String body = response.get("responseTemplates").get("application/json").toString();
          // A default has many statuses; the others choose theirs, so that the body can name it.
          List<String> expected =
              type.startsWith("DEFAULT_")
                  ? List.of()
                  : List.of(response.get("statusCode").toString());
          assertEquals(
              expected,
              STATUS.matcher(body).results().map(status -> status.group(1)).toList(),
              type);
          assertEquals(!expected.isEmpty(), response.get("statusCode").isPresent(), type);
        });
  }

  @Test
  void requiresTheSignatureOfAdministratorsAndNoOtherSecurity() {
    YamlNode schemes = derived.get("components").get("securitySchemes");
    assertEquals(Set.of("administrator"), schemes.fields().keySet());
    assertEquals(
        "awsSigv4", schemes.get("administrator").get("x-amazon-apigateway-authtype").toString());
    List<String> signed = new ArrayList<>();
    derived
        .get("paths")
        .fields()
        .forEach((path, item) ->
            item.fields()
                .forEach((method, operation) -> {
                  if (operation.get("security").isPresent()) {
                    signed.add(method + " " + path);
                  }
                }));
    assertEquals(
        List.of(
            "post /model/rollback",
            "post /training-runs",
            "get /training-runs",
            "get /training-runs/{id}",
            "post /training-runs/{id}/promotion",
            "post /training-runs/{id}/cancellation"),
        signed);
  }

  @Test
  void hasNothingThatTheGatewayIgnores() {
    for (String ignored : List.of("oneOf", "bearer", "x-max-bytes", "text/csv", "servers:")) {
      assertFalse(text.contains(ignored), ignored);
    }
  }

  @Test
  void definesExactlyTheSchemasThatRequestBodiesReferTo() {
    Set<String> referred =
        Pattern.compile("#/components/(\\w+)/(\\w+)")
            .matcher(text)
            .results()
            .map(match -> match.group(1) + "/" + match.group(2))
            .collect(Collectors.toSet());
    Set<String> defined =
        derived.get("components").get("schemas").fields().keySet().stream()
            .map(name -> "schemas/" + name)
            .collect(Collectors.toSet());
    assertEquals(defined, referred);
  }

  @Test
  void validatesBodiesAsTheDescriptionDoesExceptForOneOf() {
    for (Map.Entry<String, YamlNode> schema :
        derived.get("components").get("schemas").fields().entrySet()) {
      YamlNode original = source.get("components").get("schemas").get(schema.getKey());
      original
          .fields()
          .forEach((keyword, value) -> {
            if (!keyword.equals("oneOf")) {
              assertEquals(value.toString(), schema.getValue().get(keyword).toString(), keyword);
            }
          });
    }
  }

  @Test
  void hasTheParametersOfThePathInEachOperation() {
    YamlNode parameters =
        derived.get("paths").get("/predictions/{id}").get("delete").get("parameters");
    assertEquals("id", parameters.items().getFirst().get("name").toString());
    assertEquals("path", parameters.items().getFirst().get("in").toString());
    assertEquals(true, parameters.items().getFirst().get("required").scalar());
  }
}
