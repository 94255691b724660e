package dev.cirrus.localaws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Admits only programs on this machine that know the credentials, and no web pages.
 *
 * <p>DynamoDB Local and ElasticMQ accept any credentials. The guard checks the access key but not
 * the signature: the key is generated at each start, is as hard to guess as the secret key and is
 * sent only over the loopback interface. (S3Proxy verifies signatures itself.)
 */
final class AccessGuard {
  static final String REFUSAL =
      "Expected the credentials that Cirrus generated when it started, and neither an Origin header"
          + " nor a Host other than this machine.";

  private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/,\\s]+)/");
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");

  private final byte[] accessKey;

  AccessGuard(String accessKey) {
    this.accessKey = accessKey.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Decides whether to admit a request.
   *
   * @param host names another host if a page's domain was rebound to this machine's address
   * @param origin set only by browsers
   */
  boolean admits(@Nullable String host, @Nullable String origin, @Nullable String authorization) {
    if (host == null || !THIS_MACHINE.matcher(host).matches() || origin != null) {
      return false;
    }
    Matcher key = ACCESS_KEY.matcher(authorization == null ? "" : authorization);
    return key.find()
        && MessageDigest.isEqual(accessKey, key.group(1).getBytes(StandardCharsets.UTF_8));
  }
}
