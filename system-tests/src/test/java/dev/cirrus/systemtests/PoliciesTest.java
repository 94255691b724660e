package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the example IAM policies in deploy/policies with the template and the API. */
final class PoliciesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Services with which the resource types can be combined, and the template does not. */
  private static final Set<String> UNUSED_SERVICES =
      Set.of(
          "amplify",
          "apprunner",
          "appsync",
          "bedrock-agentcore",
          "billing",
          "cognito-idp",
          "ec2",
          "ecr",
          "elasticfilesystem",
          "elasticloadbalancing",
          "firehose",
          "kinesis",
          // Keys of the account's own; those that AWS manages need no permission.
          "kms",
          "payments",
          "s3files",
          "s3tables",
          "sso");

  private static final Set<String> UNUSED_ACTIONS =
      Set.of(
          "iam:DeleteRolePermissionsBoundary",
          "iam:PutRolePermissionsBoundary",
          "iam:ListPolicies",
          "iam:ListRoles");

  @Test
  void theDeployerMayDoWhatCloudFormationNeedsForEveryResource() throws Exception {
    List<Pattern> granted = actions(policy("deployer"));
    Set<String> missing = new TreeSet<>();
    for (String action : needed()) {
      if (granted.stream().noneMatch(pattern -> pattern.matcher(action).matches())) {
        missing.add(action);
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void theDeployerMayUseNoServiceThatTheTemplateDoesNotUse() throws Exception {
    Set<String> used = new TreeSet<>(Set.of("cloudformation"));
    needed().forEach(action -> used.add(service(action)));
    Set<String> unused = new TreeSet<>();
    for (JsonNode statement : policy("deployer").get("Statement")) {
      for (JsonNode action : values(statement.get("Action"))) {
        unused.add(service(action.asText()));
      }
    }
    unused.removeAll(used);
    assertEquals(Set.of(), unused);
  }

  @Test
  void theAdministratorMayUseExactlyTheAdministratorsOperations() throws Exception {
    Set<String> granted = new TreeSet<>();
    for (JsonNode statement : policy("administrator").get("Statement")) {
      if (statement.get("Action").asText().equals("execute-api:Invoke")) {
        for (JsonNode resource : values(statement.get("Resource"))) {
          granted.add(resource.asText().replaceFirst(".*/STAGE/([A-Z]+)/", "$1 /"));
        }
      }
    }
    assertEquals(administratorsOperations(), granted);
  }

  @Test
  void theSmokeTestSendsEveryAdministratorsOperationUnsigned() throws Exception {
    String smoke = Files.readString(Repository.ROOT.resolve("deploy/smoke.py"));
    String sent = smoke.substring(smoke.indexOf("ADMINISTRATORS = ("));
    assertEquals(
        administratorsOperations(),
        Pattern.compile("\"([A-Z]+ /.+)\"")
            .matcher(sent.substring(0, sent.indexOf("\n)")))
            .results()
            .map(operation -> operation.group(1).replace("/none", "/*"))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static Set<String> administratorsOperations() throws IOException {
    Set<String> operations = new TreeSet<>();
    YamlNode.read(Repository.ROOT.resolve("api/openapi.yaml"))
        .get("paths")
        .fields()
        .forEach((path, methods) ->
            methods
                .fields()
                .forEach((method, operation) -> {
                  if (operation.get("security").toString().contains("administrator")) {
                    operations.add(
                        method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{\\w+}", "*"));
                  }
                }));
    assertFalse(operations.isEmpty());
    return operations;
  }

  /** The permissions that CloudFormation needs if no part of the template is disabled. */
  private static Set<String> needed() throws Exception {
    JsonNode template = TemplateToolsTest.translate("GradualDeployments=true");
    Path file = Files.createTempFile("cirrus", ".json");
    try {
      JSON.writeValue(file.toFile(), template);
      String python = Path.of(Tool.CFN_LINT.path()).resolveSibling("python").toString();
      Command.Finished run =
          Command.in(
                  Repository.ROOT,
                  "bash",
                  "-c",
                  "\"$0\" system-tests/src/test/resources/needed_permissions.py <\"$1\"",
                  python,
                  file.toString())
              .run();
      assertEquals(0, run.status(), run::output);
      Set<String> needed = new TreeSet<>(run.out().lines().toList());
      assertTrue(needed.size() > 100, "found too few permissions");
      needed.removeIf(action -> UNUSED_SERVICES.contains(service(action)));
      needed.removeAll(UNUSED_ACTIONS);
      return needed;
    } finally {
      Files.delete(file);
    }
  }

  private static String service(String action) {
    return action.substring(0, action.indexOf(':'));
  }

  private static JsonNode policy(String name) throws Exception {
    return JSON.readTree(Repository.ROOT.resolve("deploy/policies/" + name + ".json").toFile());
  }

  private static List<Pattern> actions(JsonNode policy) {
    List<Pattern> actions = new ArrayList<>();
    for (JsonNode statement : policy.get("Statement")) {
      for (JsonNode action : values(statement.get("Action"))) {
        actions.add(
            Pattern.compile(
                Pattern.quote(action.asText()).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE));
      }
    }
    return actions;
  }

  private static Iterable<JsonNode> values(JsonNode one) {
    return one.isArray() ? one : List.of(one);
  }
}
