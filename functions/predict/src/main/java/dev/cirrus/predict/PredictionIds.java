package dev.cirrus.predict;

import dev.cirrus.http.OwnerKey;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.lambda.Sha256;
import dev.cirrus.prediction.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Issues the ids of predictions and accepts them again from those to whom they were issued.
 *
 * <p>The last 32 bits of an id are a signature of the others under the owner key. An id of somebody
 * else can thus be refused without reading the ledger, where it would be taken for a duplicate that
 * is recorded already. An id that was issued without an owner key belongs to nobody: any caller
 * without a key may send it again.
 */
public final class PredictionIds {
  /** How long an answer can be repeated: a page that was offline sends its drawing later. */
  static final Duration MAX_AGE = Duration.ofDays(1);

  /** The largest difference between the clocks of two functions. */
  static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private static final int SIGNATURE_BYTES = 4;

  private final IdGenerator ids;
  private final InstantSource clock;

  public PredictionIds(IdGenerator ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns a new id for a prediction of this owner. */
  public String next(Optional<OwnerKey> owner) {
    return signed(ids.next(), owner);
  }

  /**
   * Returns an id that was sent again.
   *
   * @throws ProblemException if it was not issued to this owner recently
   */
  String again(String id, Optional<OwnerKey> owner) {
    Instant now = clock.instant();
    Instant issued = IdGenerator.time(id);
    if (!id.equals(signed(id, owner))
        || issued.isBefore(now.minus(MAX_AGE))
        || issued.isAfter(now.plus(MAX_CLOCK_DIFFERENCE))) {
      throw new ProblemException(
          ProblemType.INVALID_INPUT,
          "\"id\" is not the id of an answer to this owner key within the last day: leave it out,"
              + " and the prediction gets a new one.");
    }
    return id;
  }

  private static String signed(String id, Optional<OwnerKey> owner) {
    String rest = id.substring(0, id.length() - 2 * SIGNATURE_BYTES);
    byte[] message = ("prediction " + rest).getBytes(StandardCharsets.US_ASCII);
    String signature =
        owner
            .map(key -> HexFormat.of().formatHex(key.sign(message)))
            .orElseGet(() -> Sha256.hex(message));
    return rest + signature.substring(0, 2 * SIGNATURE_BYTES);
  }
}
