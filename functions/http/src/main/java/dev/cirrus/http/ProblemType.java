package dev.cirrus.http;

import java.util.Locale;

/** The closed set of problems that a response may report. */
public enum ProblemType {
  MALFORMED_JSON(400, "Malformed JSON"),
  INVALID_INPUT(400, "Invalid input"),
  INVALID_CURSOR(400, "Invalid cursor"),
  OWNER_KEY_REQUIRED(401, "Owner key required"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not found"),
  NO_SUCH_ROUTE(404, "No such route"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  CONFLICT(409, "Conflict"),
  TOO_LARGE(413, "Too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  NOTHING_DRAWN(422, "Nothing drawn"),
  NO_DIGIT(422, "No digit"),
  TOO_COMPLEX(422, "Too complex"),
  UNREADABLE_PICTURE(422, "Unreadable picture"),
  TOO_MANY_DIGITS(422, "Too many digits"),
  LABELS_DO_NOT_FIT(422, "Labels do not fit"),
  THROTTLED(429, "Too many requests"),
  INTERNAL(500, "Internal error"),
  UNAVAILABLE(503, "Unavailable"),
  TIMEOUT(504, "Timed out");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Returns the stable {@code type}, a URI reference relative to the API's address. */
  public String uri() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
