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

  /** Returns the address of a service. */
  URI endpoint(AwsService service);

  /** Returns the credentials that the services accept. */
  AwsCredentialsProvider credentials();

  /** Returns services that share one address and accept any credentials, such as LocalStack's. */
  static AwsEnvironment at(URI endpoint) {
    return at(
        endpoint, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
  }

  /** Returns the same credentials with another address, such as that of a proxy. */
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
   * Creates a client for S3. It sends objects whole instead of in the SDK's signed chunks: S3Proxy
   * responds at the last chunk and closes the connection if the few bytes after it have not arrived
   * yet. The response is then lost, and the SDK repeats a write that succeeded.
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
