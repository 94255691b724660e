package dev.cirrus.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OwnerKeyTest {
  private static final String KEY = "abcdefghijklmnopqrstuv";

  @Test
  void anOwnerIsIdentifiedByTheKeysSha256() {
    assertEquals(
        "f69f9b70d1c9a5442258ca76f8b0a7a45fcb4e31c36141b6357ec591328b0624",
        OwnerKey.ofHeader("Bearer " + KEY).sha256());
  }

  @Test
  void theCaseOfTheSchemeDoesNotMatter() {
    assertEquals(OwnerKey.ofHeader("Bearer " + KEY), OwnerKey.ofHeader("bearer  " + KEY));
  }

  @Test
  void ownersWithDifferentKeysAreDifferent() {
    assertNotEquals(OwnerKey.ofHeader("Bearer " + KEY), OwnerKey.ofHeader("Bearer " + KEY + "w"));
  }

  @Test
  void signaturesDifferByKeyAndByMessage() {
    OwnerKey key = OwnerKey.ofHeader("Bearer " + KEY);
    OwnerKey other = OwnerKey.ofHeader("Bearer " + KEY + "w");
    byte[] message = {1, 2, 3};
    assertArrayEquals(key.sign(message), key.sign(message));
    assertFalse(Arrays.equals(key.sign(message), other.sign(message)));
    assertFalse(Arrays.equals(key.sign(message), key.sign(new byte[] {1, 2, 4})));
  }

  @Test
  void theTextFormDoesNotContainTheKey() {
    assertFalse(OwnerKey.ofHeader("Bearer " + KEY).toString().contains(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer short",
        "Basic abcdefghijklmnopqrstuv",
        "abcdefghijklmnopqrstuv",
        "Bearer abcdefghijklmnopqrst+/",
        "Bearer abcdefghijklmnopqrstuv abcdefghijklmnopqrstuv"
      })
  void anInvalidKeyIsAProblemThatDoesNotRepeatIt(String header) {
    ProblemException e = assertThrows(ProblemException.class, () -> OwnerKey.ofHeader(header));
    assertEquals(ProblemType.OWNER_KEY_REQUIRED, e.problem().type());
    assertFalse(e.problem().detail().contains("abcdefg"));
  }
}
