package io.sluice.gateway.problem;

import io.sluice.backbone.message.Failure;
import io.sluice.backbone.message.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every kind of problem that the gateway answers with (RFC 9457 section 4). Its page is at {@code
 * /problems/<name>}. 429 and 503 mean that nothing was accepted, so that a repetition is safe.
 */
public enum ProblemType {
  MALFORMED_REQUEST(400, "Malformed request", "The request cannot be understood. Mend it."),
  IDEMPOTENCY_KEY_MISSING(
      400, "Idempotency key missing", "The operation needs the header Idempotency-Key."),
  IDEMPOTENCY_KEY_INVALID(
      400,
      "Idempotency key invalid",
      "Idempotency-Key is one string of at most 255 characters, in double quotes or bare."),
  UNAUTHORIZED(401, "Unauthorized", "The call needs credentials that the gateway knows."),
  INSUFFICIENT_SCOPE(403, "Insufficient scope", "The credentials do not allow the operation."),
  NOT_FOUND(404, "Not found", "The contract has no such path."),
  INVOCATION_NOT_FOUND(
      404, "Invocation not found", "There is no such invocation among those of the caller."),
  METHOD_NOT_ALLOWED(405, "Method not allowed", "The header Allow lists this path's methods."),
  NOT_ACCEPTABLE(406, "Not acceptable", "The header Accept allows none of the operation's types."),
  REQUEST_TIMEOUT(408, "Request timeout", "The headers or the body did not arrive in time."),
  IDEMPOTENCY_KEY_IN_PROGRESS(
      409,
      "First call in progress",
      "The first call with the key has no end yet. Location says where it will be."),
  INVOCATION_ENDED(409, "Invocation ended", "What has ended cannot be cancelled."),
  INVOCATION_GONE(410, "Invocation gone", "The invocation has expired or its data are removed."),
  BODY_TOO_LARGE(413, "Body too large", "The body is larger than the gateway takes."),
  URI_TOO_LONG(414, "URI too long", "The request line is longer than the gateway takes."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "Unsupported media type", "The contract does not list the body's media type."),
  EXPECTATION_FAILED(417, "Expectation failed", "The only expectation met is 100-continue."),
  MISDIRECTED_REQUEST(
      421, "Misdirected request", "The request names one host in its target, another in Host."),
  VALIDATION_FAILED(
      422, "Validation failed", "The request is against the contract; errors says where."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "Idempotency key reused",
      "The key was used for another request. A new request needs a new key."),
  HEADERS_TOO_LARGE(431, "Headers too large", "The headers are larger than the gateway takes."),
  INTERNAL_ERROR(500, "Internal error", "The gateway failed; its log says why."),
  WORKER_FAILED(500, "The worker failed", "The operation failed on the worker's side."),
  WORKER_UNAVAILABLE(
      502, "The worker is unavailable", "The worker said that it could not do its work now."),
  UNKNOWN_OPERATION(
      502,
      "The worker does not know the operation",
      "The service's workers have no handler for the operation."),
  UNREADABLE_REPLY(502, "Unreadable reply", "The worker's reply is no answer over HTTP."),
  NO_WORKER(503, "No worker", "No worker of the service is there. Nothing was accepted."),
  OVERLOADED(503, "Overloaded", "A bound was reached. Nothing was accepted."),
  BACKBONE_UNAVAILABLE(
      503, "Backbone unavailable", "Commands cannot be sent now. Nothing was accepted."),
  LEDGER_UNAVAILABLE(
      503, "Ledger unavailable", "Calls cannot be recorded now. Nothing was accepted."),
  REPLY_TIMEOUT(
      504, "No reply in time", "The time was up. Whether the operation ran is not known."),
  OUTCOME_UNKNOWN(
      504,
      "Outcome unknown",
      "The worker or the ledger was lost. Whether anything was done is not known."),
  HTTP_VERSION_NOT_SUPPORTED(
      505, "HTTP version not supported", "Requests are in HTTP/1.1 or HTTP/1.0.");

  private final int status;
  private final String title;
  private final String explanation;

  ProblemType(int status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
  }

  public static ProblemType of(Failure failure) {
    return switch (failure) {
      case NO_WORKER -> NO_WORKER;
      case UNKNOWN_OPERATION -> UNKNOWN_OPERATION;
      case OVERLOADED -> OVERLOADED;
      case BACKBONE_UNAVAILABLE -> BACKBONE_UNAVAILABLE;
      case LEDGER_UNAVAILABLE -> LEDGER_UNAVAILABLE;
      case TIMED_OUT -> REPLY_TIMEOUT;
      // Nobody reads it: the caller has gone away.
      case OUTCOME_UNKNOWN, CANCELLED -> OUTCOME_UNKNOWN;
    };
  }

  public static Optional<ProblemType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(name)).findFirst();
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  public String explanation() {
    return explanation;
  }

  /** The last segment of its URI. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The problem of this type that happened.
   *
   * @param detail what is wrong this time
   */
  public Problem problem(String detail) {
    return Problem.named(slug(), title, status, detail);
  }
}
