package dev.cirrus.predict;

import dev.cirrus.prediction.Prediction;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The log as a queue in SQS, from which {@code record} takes it. */
public final class SqsPredictionQueue implements PredictionQueue, AutoCloseable {
  /** What an answer waits for its bookkeeping at most. */
  private static final Duration BUDGET = Duration.ofMillis(150);

  /** When a send that nobody waits for any more is given up. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(2);

  private static final int FORBIDDEN = 403;

  private final SqsClient sqs;
  private final String queueUrl;
  private final Duration budget;

  /** A send can't be interrupted while it waits for the network, so another thread does it. */
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

  public SqsPredictionQueue(SqsClient sqs, String queueUrl) {
    this(sqs, queueUrl, BUDGET);
  }

  SqsPredictionQueue(SqsClient sqs, String queueUrl, Duration budget) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.budget = budget;
  }

  /** A client for the queue at this address, or for AWS's own. */
  public static SqsClient client(
      @Nullable URI endpoint, Region region, AwsCredentialsProvider credentials) {
    return client(http(), endpoint, region, credentials);
  }

  static SqsClient client(
      SdkHttpClient http,
      @Nullable URI endpoint,
      Region region,
      AwsCredentialsProvider credentials) {
    return SqsClient.builder()
        .httpClient(http)
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(credentials)
        .overrideConfiguration(settings ->
            settings.apiCallTimeout(GIVEN_UP).retryStrategy(retries -> retries.maxAttempts(2)))
        .build();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(GIVEN_UP)
        .socketTimeout(GIVEN_UP)
        .build();
  }

  @Override
  public void append(Prediction prediction) throws NotRecordedException {
    String body = prediction.toJson();
    Future<?> sent =
        senders.submit(() -> sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(body)));
    try {
      sent.get(budget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It goes on: late is better than never, and the answer claims nothing.
      throw new NotRecordedException("The queue did not take it in time.", e);
    } catch (ExecutionException e) {
      throw new NotRecordedException("The queue did not take it.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotRecordedException("Interrupted while the queue was taking it.", e);
    }
  }

  /**
   * Opens the connection and gets credentials, by the way that sends go, so that the next send is
   * as fast as any.
   *
   * @throws SdkException where the queue can't be reached
   */
  void connect() {
    try {
      CompletableFuture.runAsync(this::ask, senders).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof SdkException cause ? cause : e;
    }
  }

  private void ask() {
    try {
      sqs.getQueueAttributes(get -> get.queueUrl(queueUrl));
    } catch (SqsException e) {
      if (e.statusCode() != FORBIDDEN) {
        throw e;
      }
      // It answered, which is all that was wanted: the function's role may send and nothing else.
    }
  }

  @Override
  public void close() {
    senders.close();
    sqs.close();
  }
}
