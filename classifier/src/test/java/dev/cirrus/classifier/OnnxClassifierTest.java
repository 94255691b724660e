package dev.cirrus.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxClassifierTest {
  private static Classifier classifier() throws BadModelException {
    return OnnxClassifier.load(TinyModel.thatReadsKnownDigits().build());
  }

  private static float[][] cycle(int count) {
    float[][] known = TinyModel.knownDigits();
    float[][] images = new float[count][];
    for (int i = 0; i < count; i++) {
      images[i] = known[i % known.length];
    }
    return images;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 128, 300})
  void classifiesAnyNumberOfImagesInOrder(int count) throws BadModelException {
    try (Classifier classifier = classifier()) {
      List<Classification> classifications = classifier.classify(cycle(count));
      assertEquals(count, classifications.size());
      for (int i = 0; i < count; i++) {
        assertEquals(i % 10, classifications.get(i).mostLikelyDigit());
      }
    }
  }

  @Test
  void anImageIsClassifiedEquallyAloneAndInABatch() throws BadModelException {
    try (Classifier classifier = classifier()) {
      float[][] images = cycle(64);
      List<Classification> batch = classifier.classify(images);
      for (int i = 0; i < 10; i++) {
        Classification alone = classifier.classify(new float[][] {images[i]}).get(0);
        assertArrayEquals(alone.digits(), batch.get(i).digits(), 1e-6f);
      }
    }
  }

  @Test
  void aModelWithElevenOutputsGivesTheProbabilityOfNotADigit() throws BadModelException {
    try (Classifier classifier =
        OnnxClassifier.load(TinyModel.thatReadsKnownDigits().withNotADigit(0).build())) {
      float[][] images = cycle(65);
      images[64] = new float[784];
      List<Classification> classifications = classifier.classify(images);
      assertTrue(classifications.get(3).notADigit() < 0.01f);
      assertEquals(3, classifications.get(3).mostLikelyDigit());
      assertTrue(classifications.get(64).notADigit() > 0.99f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 783, 785})
  void anImageWithAnotherNumberOfValuesIsRejected(int values) throws BadModelException {
    try (Classifier classifier = classifier()) {
      float[][] images = {new float[784], new float[values]};
      assertThrows(IllegalArgumentException.class, () -> classifier.classify(images));
    }
  }

  @Test
  void concurrentCallsGetTheirOwnResults() throws Exception {
    try (Classifier classifier = classifier()) {
      ExecutorService threads = Executors.newFixedThreadPool(16);
      try {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int task = 0; task < 200; task++) {
          int digit = task % 10;
          float[][] images = new float[1 + task % 7][];
          for (int i = 0; i < images.length; i++) {
            images[i] = TinyModel.knownDigits()[digit];
          }
          tasks.add(() -> {
            for (Classification classification : classifier.classify(images)) {
              if (classification.mostLikelyDigit() != digit) {
                return false;
              }
            }
            return true;
          });
        }
        for (Future<Boolean> result : threads.invokeAll(tasks)) {
          assertTrue(result.get());
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  void aClosedClassifierThrowsAndCanBeClosedAgain() throws BadModelException {
    Classifier classifier = classifier();
    classifier.close();
    classifier.close();
    assertThrows(IllegalStateException.class, () -> classifier.classify(cycle(1)));
  }

  @Test
  void closingWaitsForRunningCalls() throws Exception {
    for (int round = 0; round < 20; round++) {
      Classifier classifier = classifier();
      CountDownLatch started = new CountDownLatch(1);
      ExecutorService threads = Executors.newSingleThreadExecutor();
      try {
        Future<Boolean> worker =
            threads.submit(() -> {
              float[][] images = cycle(64);
              while (true) {
                try {
                  List<Classification> classifications = classifier.classify(images);
                  started.countDown();
                  if (classifications.get(63).mostLikelyDigit() != 3) {
                    return false;
                  }
                } catch (IllegalStateException closed) {
                  return true;
                }
              }
            });
        started.await();
        classifier.close();
        assertTrue(worker.get());
      } finally {
        threads.shutdown();
      }
    }
  }
}
