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
 * Where a list goes on: the last id that was shown, signed with the owner's key, so that one that
 * was made up or belongs to another owner or list is seen for what it is.
 */
enum Cursor {
  PREDICTIONS,
  DATASET;

  private static final int ID_BYTES = 16;
  private static final int SIGNATURE_BYTES = 16;

  /** The cursor behind this id. */
  String behind(String id, OwnerKey owner) {
    byte[] bytes = bytes(UUID.fromString(id));
    byte[] cursor =
        ByteBuffer.allocate(ID_BYTES + SIGNATURE_BYTES).put(bytes).put(sign(bytes, owner)).array();
    return encoded(cursor);
  }

  /** The id that it stands behind. */
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
    // Written otherwise than we write it, it is not ours, whatever it means.
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
        "Send the cursor as the last answer gave it, with the same owner key, or none to begin"
            + " anew.");
  }
}
