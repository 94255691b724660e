package dev.cirrus.http;

import dev.cirrus.lambda.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that identifies the owner of records. Only its SHA-256 is ever stored; the key itself
 * is neither stored nor logged.
 */
public final class OwnerKey {
  private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{22,128}");
  private static final String BEARER = "bearer ";

  private final byte[] secret;

  private OwnerKey(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Parses a request's {@code Authorization} header.
   *
   * @throws ProblemException if it contains no valid owner key
   */
  public static OwnerKey ofHeader(String authorization) {
    String header = authorization.strip();
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new ProblemException(
          ProblemType.OWNER_KEY_REQUIRED,
          "Send the owner key as a bearer token: \"Authorization: Bearer <key>\".");
    }
    String token = header.substring(BEARER.length()).strip();
    if (!FORMAT.matcher(token).matches()) {
      throw new ProblemException(
          ProblemType.OWNER_KEY_REQUIRED,
          "An owner key is 22 to 128 characters of A-Z, a-z, 0-9, - and _: make a random one.");
    }
    return new OwnerKey(token.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the key's SHA-256 in hex, by which the ledger identifies the owner. */
  public String sha256() {
    return Sha256.hex(secret);
  }

  /** Returns the message's HMAC-SHA-256 under this key. */
  public byte[] sign(byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime provides HmacSHA256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwnerKey that && MessageDigest.isEqual(secret, that.secret);
  }

  @Override
  public int hashCode() {
    return sha256().hashCode();
  }

  @Override
  public String toString() {
    return "OwnerKey";
  }
}
