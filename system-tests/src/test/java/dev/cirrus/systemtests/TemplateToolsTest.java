package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cirrus.localaws.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the template with SAM CLI and cfn-lint. */
final class TemplateToolsTest {
  /** By their parameters; other classes translate at the same time. */
  private static final Map<List<String>, JsonNode> TRANSLATED = new ConcurrentHashMap<>();

  @TempDir private Path folder;

  @Test
  void samValidatesTheTemplate() throws Exception {
    Command.Finished validate = run(Tool.SAM.path(), "validate", "--lint");
    assertEquals(0, validate.status(), validate::output);
  }

  @Test
  void cfnLintAcceptsTheTemplate() throws Exception {
    Command.Finished lint = run(Tool.CFN_LINT.path(), "template.yaml");
    assertEquals(0, lint.status(), lint::output);
  }

  @Test
  void samBuildDoesNotChangeTheZips() throws Exception {
    Command.Finished build =
        run(Tool.SAM.path(), "build", "--build-dir", folder.resolve("build").toString());
    assertEquals(0, build.status(), build::output);
    String built = Files.readString(folder.resolve("build/template.yaml"));
    for (String function : Repository.FUNCTIONS) {
      String code =
          built
              .lines()
              .filter(line -> line.contains("CodeUri:") && line.endsWith(function + ".zip"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(function + " is not in " + built));
      Path zip = folder.resolve("build").resolve(code.replaceFirst(".*CodeUri: *", ""));
      assertEquals(-1, Files.mismatch(zip, Repository.zip(function)), function);
    }
  }

  @Test
  void aNewDeploymentHashPublishesEveryFunction() throws Exception {
    Set<String> before = versions(translate("DeploymentHash=" + "a".repeat(64)));
    Set<String> after = versions(translate("DeploymentHash=" + "b".repeat(64)));
    assertEquals(Repository.FUNCTIONS.size(), before.size());
    assertEquals(Repository.FUNCTIONS.size(), after.size());
    assertTrue(Collections.disjoint(before, after), before + " and " + after);
  }

  @Test
  void theApiHasOneStage() throws Exception {
    List<String> stages = new ArrayList<>();
    translate()
        .get("Resources")
        .properties()
        .forEach(resource -> {
          if (resource.getValue().get("Type").asText().equals("AWS::ApiGateway::Stage")) {
            stages.add(resource.getKey());
          }
        });
    assertEquals(List.of("ApiStage"), stages);
  }

  @Test
  void aGradualDeploymentShiftsTrafficOfEveryFunctionAndIsRolledBackByAlarms() throws Exception {
    List<JsonNode> groups =
        resources(translate("GradualDeployments=true"), "AWS::CodeDeploy::DeploymentGroup");
    assertEquals(Repository.FUNCTIONS.size(), groups.size());
    for (JsonNode group : groups) {
      JsonNode properties = group.get("Properties");
      assertEquals(
          "Canary10Percent5Minutes",
          properties.get("DeploymentConfigName").findValue("ConfigName").asText());
      assertTrue(properties.get("AutoRollbackConfiguration").get("Enabled").asBoolean());
      JsonNode alarms = properties.get("AlarmConfiguration");
      assertTrue(alarms.get("Enabled").asBoolean());
      assertTrue(alarms.get("Alarms").size() > 0, properties::toString);
    }
    for (JsonNode alias : resources(translate("GradualDeployments=true"), "AWS::Lambda::Alias")) {
      assertTrue(alias.at("/UpdatePolicy/CodeDeployLambdaAliasUpdate").isObject(), alias::toString);
    }
  }

  @Test
  void everyFunctionRunsOnTheChosenArchitecture() throws Exception {
    List<JsonNode> functions = resources(translate("Architecture=arm64"), "AWS::Lambda::Function");
    assertEquals(Repository.FUNCTIONS.size(), functions.size());
    for (JsonNode function : functions) {
      String architecture = function.at("/Properties/Architectures").toString();
      assertTrue(
          Set.of("[\"arm64\"]", "[{\"Ref\":\"Architecture\"}]").contains(architecture),
          architecture);
    }
  }

  @Test
  void theFailedEventsOfEveryFunctionAreKept() throws Exception {
    List<JsonNode> configs = resources(translate(), "AWS::Lambda::EventInvokeConfig");
    assertEquals(Repository.FUNCTIONS.size(), configs.size());
    for (JsonNode config : configs) {
      JsonNode destination = config.at("/Properties/DestinationConfig/OnFailure/Destination");
      assertEquals("FailedEventQueue", destination.at("/Fn::GetAtt/0").asText(), config::toString);
    }
  }

  @Test
  void withoutGradualDeploymentsThereIsNothingOfCodeDeploy() throws Exception {
    assertEquals(List.of(), resources(translate(), "AWS::CodeDeploy::DeploymentGroup"));
  }

  @Test
  void prodIsProtectedAndAsksBeforeItDeploysGradually() throws Exception {
    String python = Path.of(Tool.SAM.path()).resolveSibling("python").toString();
    Command.Finished settings = run(python, "deploy/stack.py", "settings", "prod");
    assertEquals(
        List.of("cirrus-prod", "Stage=prod", "GradualDeployments=true", "DeletionProtection=true"),
        settings.out().lines().toList(),
        settings::output);
    String config = Files.readString(Repository.ROOT.resolve("samconfig.toml"));
    String prod = config.substring(config.indexOf("[prod.deploy.parameters]"));
    assertTrue(prod.contains("confirm_changeset = true"), prod);
  }

  @Test
  void cloudFrontAnswersPreflightRequestsAndNamesTheCallersAddress() throws Exception {
    String code =
        Template.read(Repository.TEMPLATE)
            .properties("ApiRequests")
            .get("FunctionCode")
            .get("Fn::Sub")
            .toString()
            .replace("${AllowedOrigin}", "https://example.org");
    String viewer = "{ method, headers: { 'x-viewer-address': { value: 'forged' } } }";
    Command.Finished node =
        run(
            "node",
            "-e",
            code
                + "const ask = method => handler({ viewer: { ip: '192.0.2.1' }, request: "
                + viewer
                + " });"
                + "const preflight = ask('OPTIONS');"
                + "console.log(preflight.statusCode,"
                + " preflight.headers['access-control-allow-origin'].value,"
                + " ask('POST').headers['x-viewer-address'].value);");
    assertEquals("204 https://example.org 192.0.2.1", node.out().strip(), node::output);
  }

  @Test
  void anUnknownEnvironmentIsNotDeployed() throws Exception {
    Command.Finished deploy =
        run("bash", "deploy/deploy.sh", "--config-env", "production", "--stack-name", "cirrus");
    assertEquals(1, deploy.status(), deploy::output);
    assertTrue(deploy.err().contains("no environment production"), deploy::output);
  }

  private static List<JsonNode> resources(JsonNode template, String type) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode resource : template.get("Resources")) {
      if (resource.get("Type").asText().equals(type)) {
        found.add(resource);
      }
    }
    return found;
  }

  /** What SAM makes of the template with these parameters, which takes seconds. */
  static JsonNode translate(String... parameters) throws Exception {
    JsonNode known = TRANSLATED.get(List.of(parameters));
    if (known != null) {
      return known;
    }
    List<String> words = new ArrayList<>();
    words.add(Path.of(Tool.SAM.path()).resolveSibling("python").toString());
    words.add("system-tests/src/test/resources/translate.py");
    words.add("template.yaml");
    words.addAll(List.of(parameters));
    Command.Finished translate = run(words.toArray(String[]::new));
    assertEquals(0, translate.status(), translate::output);
    JsonNode template = new ObjectMapper().readTree(translate.out());
    TRANSLATED.put(List.of(parameters), template);
    return template;
  }

  /**
   * The logical ids of the function versions, which change whenever SAM publishes a new version.
   */
  private static Set<String> versions(JsonNode template) {
    Set<String> ids = new TreeSet<>();
    template
        .get("Resources")
        .properties()
        .forEach(resource -> {
          if (resource.getValue().get("Type").asText().equals("AWS::Lambda::Version")) {
            ids.add(resource.getKey());
          }
        });
    return ids;
  }

  private static Command.Finished run(String... words) throws IOException, InterruptedException {
    return Command.in(Repository.ROOT, words).with(Tool.ENVIRONMENT).run();
  }
}
