package dev.cirrus.local.http;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class AdmissionControlTest {
  @Test
  void refusesImmediatelyIfTooManyRequestsWait() {
    try (AdmissionControl control = new AdmissionControl(1)) {
      List<AdmissionControl.Admission> admitted = new ArrayList<>();
      for (int i = 0; i < AdmissionControl.MAX_REQUESTS; i++) {
        admitted.add(control.admit());
      }
      assertThrows(RejectedExecutionException.class, control::admit);
      admitted.getFirst().close();
      control.admit().close();
    }
  }
}
