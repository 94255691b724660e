package dev.cirrus.history;

import dev.cirrus.http.OwnerKey;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * The position in a list: the last id that was returned, signed with the owner's key. A cursor that
 * was forged, or issued for another owner or another list, has no valid signature.
 */
enum Cursor {
  PREDICTIONS,
  DATASET;

  private static final int ID_BYTES = 16;
  private static final int SIGNATURE_BYTES = 16;

  /** Returns the cursor that continues after this id. */
  String after(String id, OwnerKey owner) {
    byte[] bytes = bytes(UUID.fromString(id));
    byte[] cursor =
        ByteBuffer.allocate(ID_BYTES + SIGNATURE_BYTES).put(bytes).put(sign(bytes, owner)).array();
    return encoded(cursor);
  }

  /**
   * Returns the id after which a cursor continues.
   *
   * @throws ProblemException if the cursor was not issued for this list and owner
   */
  String id(String cursor, OwnerKey owner) {
    byte[] bytes = decoded(cursor);
    byte[] id = Arrays.copyOf(bytes, ID_BYTES);
    if (!MessageDigest.isEqual(
        sign(id, owner), Arrays.copyOfRange(bytes, ID_BYTES, bytes.length))) {
      throw invalid();
    }
    ByteBuffer halves = ByteBuffer.wrap(id);
    return new UUID(halves.getLong(), halves.getLong()).toString();
  }

  private static String encoded(byte[] cursor) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  private static byte[] decoded(String cursor) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    // Base64 has several spellings of the same bytes; only the canonical one was issued.
    if (bytes.length != ID_BYTES + SIGNATURE_BYTES || !encoded(bytes).equals(cursor)) {
      throw invalid();
    }
    return bytes;
  }

  private byte[] sign(byte[] id, OwnerKey owner) {
    byte[] list = name().getBytes(StandardCharsets.US_ASCII);
    byte[] message = ByteBuffer.allocate(list.length + id.length).put(list).put(id).array();
    return Arrays.copyOf(owner.sign(message), SIGNATURE_BYTES);
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(ID_BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  private static ProblemException invalid() {
    return new ProblemException(
        ProblemType.INVALID_CURSOR,
        "Send the cursor of the last response unchanged, with the same owner key, or none to start"
            + " from the beginning.");
  }
}
