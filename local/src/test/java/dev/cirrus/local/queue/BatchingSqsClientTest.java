package dev.cirrus.local.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

final class BatchingSqsClientTest {
  private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch firstCallStarted = new CountDownLatch(1);
  private final CountDownLatch firstCallMayEnd = new CountDownLatch(1);
  private final SqsClient sqs = new BatchingSqsClient(new RecordingSqs());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Rejects messages on request; its first call blocks until the test releases it. */
  private final class RecordingSqs implements SqsClient {
    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
      calls.add(List.of(request.messageBody()));
      firstCallStarted.countDown();
      await(firstCallMayEnd);
      return SendMessageResponse.builder().messageId("id of " + request.messageBody()).build();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      calls.add(request.entries().stream().map(SendMessageBatchRequestEntry::messageBody).toList());
      SendMessageBatchResponse.Builder response = SendMessageBatchResponse.builder();
      List<SendMessageBatchResultEntry> successful = new ArrayList<>();
      for (SendMessageBatchRequestEntry entry : request.entries()) {
        switch (entry.messageBody()) {
          case "cut" -> throw SdkClientException.create("the connection was cut");
          case "refused" ->
              response.failed(
                  BatchResultErrorEntry.builder().id(entry.id()).code("InternalError").build());
          default ->
              successful.add(
                  SendMessageBatchResultEntry.builder()
                      .id(entry.id())
                      .messageId("id of " + entry.messageBody())
                      .build());
        }
      }
      return response.successful(successful).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Holds no resources.
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  private Future<String> send(String body) {
    return threads.submit(
        () -> sqs.sendMessage(send -> send.queueUrl("queue").messageBody(body)).messageId());
  }

  /** Sends these messages during the call with the first message. */
  private List<Future<String>> sendDuringFirstCall(List<String> bodies)
      throws InterruptedException {
    Future<String> first = send("first");
    firstCallStarted.await();
    List<Future<String>> sent = new ArrayList<>();
    for (String body : bodies) {
      sent.add(send(body));
    }
    // All of them are waiting before the call ends.
    while (((BatchingSqsClient) sqs).waiting() < bodies.size()) {
      Thread.sleep(Duration.ofMillis(1));
    }
    firstCallMayEnd.countDown();
    sent.addFirst(first);
    return sent;
  }

  @Test
  void messagesThatArriveDuringACallAreSentTogether() throws Exception {
    List<String> bodies = Collections.nCopies(12, "more");
    for (Future<String> sent : sendDuringFirstCall(bodies).subList(1, 13)) {
      assertEquals("id of more", sent.get());
    }
    assertEquals(List.of(1, 10, 2), calls.stream().map(List::size).toList());
  }

  @Test
  void aBatchIsNoLargerThanSqsPermits() throws Exception {
    String large = "x".repeat(100 << 10);
    for (Future<String> sent : sendDuringFirstCall(List.of(large, large, large))) {
      sent.get();
    }
    assertEquals(List.of(1, 2, 1), calls.stream().map(List::size).toList());
  }

  @Test
  void aRefusedMessageFailsAlone() throws Exception {
    List<Future<String>> sent = sendDuringFirstCall(List.of("refused", "good"));
    assertEquals("id of good", sent.get(2).get());
    assertInstanceOf(
        SqsException.class, assertThrows(ExecutionException.class, sent.get(1)::get).getCause());
  }

  @Test
  void aFailedCallFailsAllItsMessagesAndNoLaterOnes() throws Exception {
    List<Future<String>> sent = sendDuringFirstCall(List.of("cut", "with it"));
    for (Future<String> failed : sent.subList(1, 3)) {
      assertInstanceOf(
          SdkClientException.class, assertThrows(ExecutionException.class, failed::get).getCause());
    }
    assertEquals("id of later", send("later").get());
  }
}
