package dev.cirrus.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the template that no linter checks. */
final class TemplateRulesTest {
  private static final Set<String> TYPES_WITH_POLICIES =
      Set.of("AWS::IAM::Role", "AWS::IAM::ManagedPolicy");

  private final Template template;

  TemplateRulesTest() throws IOException {
    template = Template.read(Repository.TEMPLATE);
  }

  @Test
  void onlyTracingUsesAWildcardResource() {
    assertEquals(
        List.of("[xray:PutTraceSegments, xray:PutTelemetryRecords]"),
        allowed()
            .filter(statement -> values(statement.get("Resource")).contains("*"))
            .map(statement -> statement.get("Action").toString())
            .toList());
  }

  @Test
  void noRoleUsesAWildcardAction() {
    assertEquals(
        List.of(),
        allowed()
            .flatMap(statement -> values(statement.get("Action")).stream())
            .filter(action -> action.contains("*"))
            .toList());
  }

  @Test
  void eachFunctionHasItsOwnRoleAndLogGroup() {
    Map<String, YamlNode> functions = template.ofType("AWS::Serverless::Function");
    assertEquals(Repository.FUNCTIONS.size(), functions.size());
    assertEquals(
        functions.size(),
        functions.values().stream().map(f -> f.get("Role").toString()).distinct().count());
    assertEquals(
        functions.size(),
        functions.values().stream()
            .map(function -> function.get("LoggingConfig").get("LogGroup").toString())
            .distinct()
            .count());
  }

  @Test
  void everyLogGroupUsesTheRetentionParameter() {
    Map<String, YamlNode> logs = template.ofType("AWS::Logs::LogGroup");
    assertEquals(Repository.FUNCTIONS.size() + 1, logs.size());
    logs.forEach((name, log) ->
        assertEquals("{Ref=LogRetentionDays}", log.get("RetentionInDays").toString(), name));
  }

  @Test
  void theVisibilityTimeoutIsSixTimesTheTimeoutOfRecord() {
    long timeout = number(template.properties("RecordFunction").get("Timeout"));
    long visibility = number(template.properties("PredictionQueue").get("VisibilityTimeout"));
    assertTrue(visibility >= 6 * timeout, visibility + " s for " + timeout + " s");
  }

  @Test
  void everyTableIsBilledOnDemandEncryptedAndRecoverable() {
    template
        .ofType("AWS::DynamoDB::Table")
        .forEach((name, table) -> {
          assertEquals("PAY_PER_REQUEST", table.get("BillingMode").toString(), name);
          assertEquals(
              true,
              table
                  .get("PointInTimeRecoverySpecification")
                  .get("PointInTimeRecoveryEnabled")
                  .scalar(),
              name);
          assertEquals(true, table.get("SSESpecification").get("SSEEnabled").scalar(), name);
          assertEquals(
              "{Ref=DeletionProtection}", table.get("DeletionProtectionEnabled").toString(), name);
        });
  }

  @Test
  void everyBucketIsPrivateEncryptedAndRequiresTls() {
    Map<String, YamlNode> buckets = template.ofType("AWS::S3::Bucket");
    assertEquals(Set.of("ModelBucket", "SiteBucket", "LogBucket"), buckets.keySet());
    buckets.forEach((name, bucket) -> {
      Map<String, YamlNode> blocks = bucket.get("PublicAccessBlockConfiguration").fields();
      assertEquals(4, blocks.size(), name);
      blocks.values().forEach(block -> assertEquals(true, block.scalar(), name));
      assertTrue(bucket.get("BucketEncryption").isPresent(), name);
      assertTrue(
          policies("AWS::S3::BucketPolicy")
              .filter(policy -> policy.get("Bucket").toString().equals("{Ref=" + name + "}"))
              .flatMap(policy -> policy.get("PolicyDocument").get("Statement").items().stream())
              .anyMatch(TemplateRulesTest::refusesPlainText),
          name);
    });
    assertEquals(
        "Enabled",
        template.properties("ModelBucket").get("VersioningConfiguration").get("Status").toString());
  }

  @Test
  void nobodyMayDeleteTheModelBucketOfAProtectedStack() {
    YamlNode statement =
        template
            .properties("ModelBucketPolicy")
            .get("PolicyDocument")
            .get("Statement")
            .items()
            .getLast()
            .get("Fn::If")
            .items()
            .get(1);
    assertEquals("Deny", statement.get("Effect").toString());
    assertEquals("s3:DeleteBucket", statement.get("Action").toString());
    assertEquals("*", statement.get("Principal").toString());
  }

  @Test
  void theContentSecurityPolicyAllowsOnlyOwnScripts() {
    String policy =
        template
            .properties("SiteHeaders")
            .get("ResponseHeadersPolicyConfig")
            .get("SecurityHeadersConfig")
            .get("ContentSecurityPolicy")
            .get("ContentSecurityPolicy")
            .toString();
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    // WebAssembly is compiled from the page's own scripts only.
    assertFalse(policy.replace("'wasm-unsafe-eval'", "").contains("unsafe"), policy);
    assertFalse(policy.contains("*"), policy);
    assertFalse(policy.contains("http"), policy);
  }

  @Test
  void everyApiRouteIsServedUnderTheAddressOfThePage() throws IOException {
    List<String> patterns =
        template
            .properties("Distribution")
            .get("DistributionConfig")
            .get("CacheBehaviors")
            .items()
            .stream()
            .map(behaviour -> behaviour.get("PathPattern").toString())
            .toList();
    Set<String> unreachable = new TreeSet<>();
    for (String path :
        YamlNode.read(Repository.ROOT.resolve("api/openapi.yaml")).get("paths").fields().keySet()) {
      if (patterns.stream().noneMatch(pattern -> covers(pattern, path))) {
        unreachable.add(path);
      }
    }
    assertEquals(Set.of(), unreachable);
  }

  @Test
  void everyNameThatIsUniqueAcrossRegionsContainsTheRegion() {
    Map<String, YamlNode> names = new TreeMap<>();
    Stream.of(
            "AWS::CloudFront::OriginAccessControl",
            "AWS::CloudFront::ResponseHeadersPolicy",
            "AWS::CloudFront::Function")
        .forEach(type -> names.putAll(template.ofType(type)));
    assertEquals(4, names.size());
    names.forEach((id, properties) ->
        assertTrue(properties.toString().contains("${AWS::StackName}-${AWS::Region}-"), id));
  }

  /** CloudFront caches these by default, also for another owner who requests the same path. */
  @Test
  void cloudFrontKeepsNoErrors() {
    assertEquals(
        Stream.of(400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504)
            .map(status -> status + ": 0")
            .toList(),
        template
            .properties("Distribution")
            .get("DistributionConfig")
            .get("CustomErrorResponses")
            .items()
            .stream()
            .map(error -> error.get("ErrorCode") + ": " + error.get("ErrorCachingMinTTL"))
            .toList());
  }

  @Test
  void theFirewallRefusesRequestsThatDoNotPassThroughCloudFrontExceptAdministrators()
      throws IOException {
    YamlNode around = template.properties("Firewall").get("Rules").items().getFirst();
    assertTrue(around.get("Action").get("Block").isPresent());
    List<YamlNode> exceptions =
        around.get("Statement").get("AndStatement").get("Statements").items().stream()
            .map(exception -> exception.get("NotStatement").get("Statement"))
            .toList();
    YamlNode secret = exceptions.getFirst().get("ByteMatchStatement");
    String header = secret.get("FieldToMatch").get("SingleHeader").get("Name").toString();
    YamlNode origin =
        template
            .properties("Distribution")
            .get("DistributionConfig")
            .get("Origins")
            .items()
            .getLast()
            .get("OriginCustomHeaders")
            .get("Fn::If")
            .items()
            .get(1)
            .items()
            .getFirst();
    assertEquals(origin.get("HeaderName").toString(), header);
    assertEquals(origin.get("HeaderValue").toString(), secret.get("SearchString").toString());
    Pattern direct =
        Pattern.compile(
            exceptions.getLast().get("RegexMatchStatement").get("RegexString").toString());
    YamlNode.read(Repository.ROOT.resolve("api/openapi.yaml"))
        .get("paths")
        .fields()
        .forEach((path, operations) ->
            assertEquals(
                operations.toString().contains("administrator"),
                direct.matcher("/prod" + path).find(),
                path));
  }

  @Test
  void theFirewallCountsRequestsByTheAddressThatCloudFrontReports() {
    YamlNode limit =
        template
            .properties("Firewall")
            .get("Rules")
            .items()
            .getLast()
            .get("Statement")
            .get("RateBasedStatement");
    String header = limit.get("ForwardedIPConfig").get("HeaderName").toString();
    String code = template.properties("ApiRequests").get("FunctionCode").get("Fn::Sub").toString();
    assertTrue(code.contains("headers['" + header + "'] = { value: event.viewer.ip }"), () -> code);
  }

  @Test
  void anOwnDomainRequiresTls12() {
    YamlNode certificate =
        template
            .properties("Distribution")
            .get("DistributionConfig")
            .get("ViewerCertificate")
            .get("Fn::If")
            .items()
            .get(1);
    assertEquals("TLSv1.2_2021", certificate.get("MinimumProtocolVersion").toString());
  }

  @Test
  void theAccessLogNamesTheAdministratorButNoAddress() {
    String format = template.properties("Api").get("AccessLogSetting").get("Format").toString();
    assertTrue(format.contains("$context.identity.userArn"), format);
    assertFalse(format.contains("sourceIp"), format);
  }

  @Test
  void everyFunctionHasAScheduleThatKeepsItsSnapshotActive() {
    template
        .ofType("AWS::Serverless::Function")
        .forEach((name, function) -> {
          String events = function.get("Events").toString();
          assertTrue(events.contains("rate(1 day)") || events.contains("rate(1 hour)"), name);
        });
  }

  @Test
  void recordLeavesConcurrencyToTheOtherFunctionsOfANewAccount() {
    YamlNode events = template.properties("RecordFunction").get("Events");
    long concurrency =
        number(
            events
                .get("Predictions")
                .get("Properties")
                .get("ScalingConfig")
                .get("MaximumConcurrency"));
    assertTrue(concurrency <= 5, concurrency + " of 10");
  }

  private static boolean covers(String pattern, String path) {
    return pattern.endsWith("*")
        ? path.startsWith(pattern.substring(0, pattern.length() - 1))
        : path.equals(pattern);
  }

  private static boolean refusesPlainText(YamlNode statement) {
    return statement.get("Effect").toString().equals("Deny")
        && statement.get("Action").toString().equals("s3:*")
        && statement
            .get("Condition")
            .get("Bool")
            .get("aws:SecureTransport")
            .toString()
            .equals("false");
  }

  private Stream<YamlNode> policies(String type) {
    return template.ofType(type).values().stream();
  }

  /** Every Allow statement of the roles in the template. */
  private Stream<YamlNode> allowed() {
    List<YamlNode> statements =
        TYPES_WITH_POLICIES.stream()
            .flatMap(this::policies)
            .flatMap(owner ->
                owner.get("PolicyDocument").isPresent()
                    ? Stream.of(owner)
                    : owner.get("Policies").items().stream())
            .flatMap(policy -> policy.get("PolicyDocument").get("Statement").items().stream())
            .map(statement ->
                statement.get("Fn::If").isPresent()
                    ? statement.get("Fn::If").items().get(1)
                    : statement)
            .filter(statement -> statement.get("Effect").toString().equals("Allow"))
            .toList();
    assertTrue(statements.size() > 10, "found too few statements");
    return statements.stream();
  }

  private static Set<String> values(YamlNode one) {
    return one.items().isEmpty()
        ? Set.of(one.toString())
        : one.items().stream().map(YamlNode::toString).collect(Collectors.toSet());
  }

  private static long number(YamlNode value) {
    return value.scalar() instanceof Long number ? number : -1;
  }
}
