package dev.cirrus.localaws;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Creates the template's tables, queues and buckets in the local services. Existing resources stay
 * unchanged, except that the limits of queues are updated.
 */
public final class StackResources {
  /** The attributes of a queue that have the same name in CloudFormation and in SQS. */
  private static final List<QueueAttributeName> LIMITS =
      List.of(
          QueueAttributeName.VISIBILITY_TIMEOUT,
          QueueAttributeName.MESSAGE_RETENTION_PERIOD,
          QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
          QueueAttributeName.DELAY_SECONDS);

  private final Template template;
  private final String prefix;
  private final Map<String, String> names = new HashMap<>();

  private StackResources(Template template, String prefix) {
    this.template = template;
    this.prefix = prefix;
  }

  /**
   * Creates the resources.
   *
   * @param prefix the start of every name, which keeps the resources of several stacks apart
   */
  public static StackResources create(AwsEnvironment cloud, Template template, String prefix) {
    StackResources resources = new StackResources(template, prefix);
    try (DynamoDbClient tables = cloud.dynamoDb()) {
      template.ofType("AWS::DynamoDB::Table").forEach((n, p) -> resources.table(tables, n, p));
    }
    try (SqsClient queues = cloud.sqs()) {
      resources.queues(queues, template.ofType("AWS::SQS::Queue"));
    }
    try (S3Client buckets = cloud.s3()) {
      template.ofType("AWS::S3::Bucket").keySet().forEach(n -> resources.bucket(buckets, n));
    }
    return resources;
  }

  /**
   * Returns the value of CloudFormation's {@code Ref}: the name of a table or bucket, or the URL of
   * a queue. A name that ends in ".Arn" returns a queue's ARN.
   */
  public String ref(String name) {
    String known = names.get(name);
    if (known == null) {
      throw new NoSuchElementException("the template has no table, queue or bucket " + name);
    }
    return known;
  }

  /** Resolves a value of the template to the text that it has in the local services. */
  public String text(YamlNode value) {
    return template.text(value, names);
  }

  private void table(DynamoDbClient client, String name, YamlNode properties) {
    String table = prefix + name;
    names.put(name, table);
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(properties))
            .attributeDefinitions(
                each(
                    properties.get("AttributeDefinitions"),
                    definition ->
                        AttributeDefinition.builder()
                            .attributeName(text(definition.get("AttributeName")))
                            .attributeType(text(definition.get("AttributeType")))
                            .build()));
    List<GlobalSecondaryIndex> indexes =
        each(
            properties.get("GlobalSecondaryIndexes"),
            index ->
                GlobalSecondaryIndex.builder()
                    .indexName(text(index.get("IndexName")))
                    .keySchema(keys(index))
                    .projection(projection ->
                        projection.projectionType(
                            text(index.get("Projection").get("ProjectionType"))))
                    .build());
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes);
    }
    try {
      client.createTable(request.build());
    } catch (ResourceInUseException e) {
      checkUnchanged(client, request.build());
      return; // Created by an earlier run.
    } catch (DynamoDbException e) {
      if (e.statusCode() < 500) {
        throw e;
      }
      throw new UnusableDataException(
          "failed to open the table %s (%s)".formatted(table, e.getMessage()), e);
    }
    client.waiter().waitUntilTableExists(exists -> exists.tableName(table));
    YamlNode expiry = properties.get("TimeToLiveSpecification");
    if (expiry.isPresent()) {
      String attribute = text(expiry.get("AttributeName"));
      client.updateTimeToLive(update ->
          update
              .tableName(table)
              .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
    }
  }

  /** Refuses a table that an earlier version of the template created differently. */
  private static void checkUnchanged(DynamoDbClient client, CreateTableRequest wanted) {
    TableDescription found =
        client.describeTable(describe -> describe.tableName(wanted.tableName())).table();
    Map<String, List<KeySchemaElement>> indexes = new HashMap<>();
    found
        .globalSecondaryIndexes()
        .forEach(index -> indexes.put(index.indexName(), index.keySchema()));
    Map<String, List<KeySchemaElement>> wantedIndexes = new HashMap<>();
    wanted
        .globalSecondaryIndexes()
        .forEach(index -> wantedIndexes.put(index.indexName(), index.keySchema()));
    if (!found.keySchema().equals(wanted.keySchema()) || !indexes.equals(wantedIndexes)) {
      throw new UnusableDataException(
          "the table %s was created by another version, with other keys or indexes"
              .formatted(wanted.tableName()));
    }
  }

  private List<KeySchemaElement> keys(YamlNode properties) {
    return each(
        properties.get("KeySchema"),
        key ->
            KeySchemaElement.builder()
                .attributeName(text(key.get("AttributeName")))
                .keyType(text(key.get("KeyType")))
                .build());
  }

  /** Creates the dead-letter queues first, because the others refer to them. */
  private void queues(SqsClient client, Map<String, YamlNode> queues) {
    queues.forEach((name, properties) -> {
      if (!properties.get("RedrivePolicy").isPresent()) {
        queue(client, name, properties);
      }
    });
    queues.forEach((name, properties) -> {
      if (properties.get("RedrivePolicy").isPresent()) {
        queue(client, name, properties);
      }
    });
  }

  private void queue(SqsClient client, String name, YamlNode properties) {
    String queue = prefix + name;
    Map<QueueAttributeName, String> attributes = new HashMap<>();
    for (QueueAttributeName limit : LIMITS) {
      if (properties.get(limit.toString()).isPresent()) {
        attributes.put(limit, text(properties.get(limit.toString())));
      }
    }
    YamlNode policy = properties.get("RedrivePolicy");
    if (policy.isPresent()) {
      attributes.put(
          QueueAttributeName.REDRIVE_POLICY,
          "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%s\"}"
              .formatted(
                  text(policy.get("deadLetterTargetArn")), text(policy.get("maxReceiveCount"))));
    }
    String url = url(client, queue, attributes);
    names.put(name, url);
    names.put(
        name + ".Arn",
        client
            .getQueueAttributes(
                get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  private static String url(
      SqsClient client, String queue, Map<QueueAttributeName, String> attributes) {
    try {
      String url = client.getQueueUrl(get -> get.queueName(queue)).queueUrl();
      if (!attributes.isEmpty()) {
        client.setQueueAttributes(set -> set.queueUrl(url).attributes(attributes));
      }
      return url;
    } catch (QueueDoesNotExistException e) {
      return client
          .createQueue(create -> create.queueName(queue).attributes(attributes))
          .queueUrl();
    }
  }

  private void bucket(S3Client client, String name) {
    String bucket = (prefix + name).toLowerCase(Locale.ROOT);
    names.put(name, bucket);
    try {
      client.createBucket(create -> create.bucket(bucket));
    } catch (BucketAlreadyExistsException | BucketAlreadyOwnedByYouException e) {
      // Created by an earlier run.
    }
  }

  private static <T> List<T> each(YamlNode list, Function<YamlNode, T> convert) {
    return list.items().stream().map(convert).collect(Collectors.toList());
  }
}
