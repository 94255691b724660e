package dev.cirrus.cloud;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Where S3, SQS and DynamoDB answer on this machine, and what opens them. */
@FunctionalInterface
public interface Cloud {
  /** The services on this machine ask for credentials and look at none. */
  String ACCESS_KEY = "cirrus";

  String SECRET_KEY = "cirrus-on-one-machine";
  String ACCOUNT = "000000000000";

  URI endpoint(Service service);

  /** A cloud whose services share one address, as LocalStack's do. */
  static Cloud at(URI endpoint) {
    return service -> endpoint;
  }

  default Region region() {
    return Region.US_EAST_1;
  }

  default AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  }

  /**
   * Objects are sent whole, not in the SDK's signed chunks: S3Proxy answers at the last chunk and
   * closes the connection if the few bytes after it have not come yet. The answer is lost then, and
   * the SDK sends again what had been written.
   */
  default S3Client s3() {
    return at(Service.S3, S3Client.builder())
        .serviceConfiguration(s3 -> s3.pathStyleAccessEnabled(true).chunkedEncodingEnabled(false))
        .build();
  }

  default SqsClient sqs() {
    return at(Service.SQS, SqsClient.builder()).build();
  }

  default DynamoDbClient dynamoDb() {
    return at(Service.DYNAMODB, DynamoDbClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(
      Service service, B builder) {
    return builder
        .endpointOverride(endpoint(service))
        .region(region())
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }
}
