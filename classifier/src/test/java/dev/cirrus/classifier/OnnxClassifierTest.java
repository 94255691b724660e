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

  private static int likeliest(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
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
  @ValueSource(ints = {1, 2, 10, 63, 64})
  void everyNumberOfImagesUpToTheLimitIsReadInOrder(int count) throws BadModelException {
    try (Classifier classifier = classifier()) {
      float[][] probabilities = classifier.classify(cycle(count));
      assertEquals(count, probabilities.length);
      for (int i = 0; i < count; i++) {
        assertEquals(i % 10, likeliest(probabilities[i]));
      }
    }
  }

  @Test
  void oneImageIsReadTheSameAloneAndAmongOthers() throws BadModelException {
    try (Classifier classifier = classifier()) {
      float[][] images = cycle(64);
      float[][] together = classifier.classify(images);
      for (int i = 0; i < 10; i++) {
        assertArrayEquals(classifier.classify(new float[][] {images[i]})[0], together[i], 1e-6f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65})
  void anotherNumberOfImagesIsRefused(int count) throws BadModelException {
    try (Classifier classifier = classifier()) {
      assertThrows(IllegalArgumentException.class, () -> classifier.classify(cycle(count)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 783, 785})
  void anotherNumberOfValuesIsRefused(int values) throws BadModelException {
    try (Classifier classifier = classifier()) {
      float[][] images = {new float[784], new float[values]};
      assertThrows(IllegalArgumentException.class, () -> classifier.classify(images));
    }
  }

  @Test
  void manyThreadsAtOnceGetTheirOwnAnswers() throws Exception {
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
            for (float[] probabilities : classifier.classify(images)) {
              if (likeliest(probabilities) != digit) {
                return false;
              }
            }
            return true;
          });
        }
        for (Future<Boolean> answer : threads.invokeAll(tasks)) {
          assertTrue(answer.get());
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  void aClosedOneRefusesAndMayBeClosedAgain() throws BadModelException {
    Classifier classifier = classifier();
    classifier.close();
    classifier.close();
    assertThrows(IllegalStateException.class, () -> classifier.classify(cycle(1)));
  }

  @Test
  void closingWaitsForWhatIsBeingClassified() throws Exception {
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
                  float[][] probabilities = classifier.classify(images);
                  started.countDown();
                  if (likeliest(probabilities[63]) != 3) {
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
