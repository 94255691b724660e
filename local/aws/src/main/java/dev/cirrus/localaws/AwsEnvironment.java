package dev.cirrus.localaws;

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

/** Endpoints, region and credentials of S3, SQS and DynamoDB, and clients for them. */
public interface AwsEnvironment {
  /** The account that local queues and events belong to. */
  String ACCOUNT = "000000000000";

  /** The address of a service. */
  URI endpoint(AwsService service);

  /** The credentials that the services accept. */
  AwsCredentialsProvider credentials();

  /** Services that share one address and accept any credentials, as LocalStack's do. */
  static AwsEnvironment at(URI endpoint) {
    return at(
        endpoint, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  /** The same credentials at another address: that of a proxy in front of one service, say. */
  default AwsEnvironment withEndpoint(URI endpoint) {
    return at(endpoint, credentials());
  }

  private static AwsEnvironment at(URI endpoint, AwsCredentialsProvider credentials) {
    return new AwsEnvironment() {
      @Override
      public URI endpoint(AwsService service) {
        return endpoint;
      }

      @Override
      public AwsCredentialsProvider credentials() {
        return credentials;
      }
    };
  }

  default Region region() {
    return Region.US_EAST_1;
  }

  /**
   * A client for S3. It sends objects whole and not in the SDK's signed chunks: S3Proxy responds at
   * the last chunk and closes the connection if the few bytes after it have not arrived yet. The
   * response is lost then, and the SDK repeats a write that succeeded.
   */
  default S3Client s3() {
    return configured(AwsService.S3, S3Client.builder())
        .serviceConfiguration(s3 -> s3.pathStyleAccessEnabled(true).chunkedEncodingEnabled(false))
        .build();
  }

  default SqsClient sqs() {
    return configured(AwsService.SQS, SqsClient.builder()).build();
  }

  default DynamoDbClient dynamoDb() {
    return configured(AwsService.DYNAMODB, DynamoDbClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      AwsService service, B builder) {
    return builder
        .endpointOverride(endpoint(service))
        .region(region())
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }
}
