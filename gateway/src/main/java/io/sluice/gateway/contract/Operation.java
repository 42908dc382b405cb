package io.sluice.gateway.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One OpenAPI operation: a call clients may make. Immutable; any thread may use it. */
public final class Operation {
  private final String id;
  private final String method;
  private final PathTemplate template;
  private final SluiceBlock sluice;
  private final Responses responses;
  private final CallCheck check;

  Operation(
      String id,
      String method,
      PathTemplate template,
      SluiceBlock sluice,
      Responses responses,
      CallCheck check) {
    this.id = id;
    this.method = method;
    this.template = template;
    this.sluice = sluice;
    this.responses = responses;
    this.check = check;
  }

  /** The operationId; unique in its contract, a letter and then letters, digits, {@code _-}. */
  public String id() {
    return id;
  }

  /** The HTTP method in capitals. */
  public String method() {
    return method;
  }

  /** The path as the contract writes it, such as {@code /orders/{orderId}}. */
  public String path() {
    return template.text();
  }

  PathTemplate template() {
    return template;
  }

  /** Who handles the commands. */
  public String service() {
    return sluice.service();
  }

  /** What carries them. */
  public Transport transport() {
    return sluice.transport();
  }

  /** The topic they are written to; empty unless they go over Kafka. */
  public Optional<String> topic() {
    return Optional.ofNullable(sluice.topic());
  }

  /** Where the ordering key comes from; {@link #check} applies it. */
  public KeyExpression key() {
    return sluice.key();
  }

  /** How long a call may wait: 1 ms to 10 min. */
  public Duration timeout() {
    return sluice.timeout();
  }

  /** Whether a command may run again when its worker is lost. */
  public Retry retry() {
    return sluice.retry();
  }

  /** Whether its calls may be recorded, and so survive their connection. */
  public boolean isDurable() {
    return sluice.durability().durable();
  }

  /** What becomes of an {@code Idempotency-Key}; {@code NONE} unless the operation is durable. */
  public Idempotency idempotency() {
    return sluice.durability().idempotency();
  }

  /** Whether a repetition of a call that goes on waits for its end; else it is a conflict. */
  public boolean attachesDuplicates() {
    return sluice.durability().attach();
  }

  /** What a caller needs, all of it (RFC 6749 section 3.3); in the contract's order. */
  public Set<String> scopes() {
    return sluice.scopes();
  }

  /**
   * Whether a call whose time is up is answered by 202: the operation is durable and lists it. What
   * {@code 2XX} covers is not listed.
   */
  public boolean allowsAccepted() {
    return isDurable() && responses.accepted();
  }

  /** Whether a body may come in gzip. */
  public boolean takesGzip() {
    return sluice.gzip();
  }

  /**
   * The status of a result that names none: the first 2xx of the contract, else 200. 202 only where
   * it is the one success that the contract lists, and the operation is not durable.
   */
  public int successStatus() {
    return responses.success();
  }

  /**
   * The headers that an answer of this status may have from a worker, in lower case: those the
   * contract declares for the status, else for its range ({@code 2XX}), else for {@code default}.
   */
  public Set<String> responseHeaders(int status) {
    return responses.headersOf(status);
  }

  /**
   * The media types that an answer may have, in lower case: application/json, which workers send
   * unless they say otherwise, and those that the contract lists.
   */
  public List<String> answerTypes() {
    return responses.types();
  }

  /** Whether a call may have a body. */
  public boolean takesBody() {
    return check.body().takesBody();
  }

  /** Whether a call must have one. */
  public boolean bodyRequired() {
    return check.body().required();
  }

  /**
   * Measures a call by the contract and makes the command's data of it: the body's own bytes,
   * joined by path and query parameters as members of their schema's type.
   *
   * <p>Never blocks, never throws for what a client sent. Defaults are put in for absent query
   * parameters only, not inside the body. Header parameters are checked; of all headers only those
   * travel that the contract forwards. Query parameters that the contract does not declare are
   * refused, as is a body that has a member of a parameter's name. Of a body of 16 KB or more only
   * the first fault against its schema is told, or those of one {@code anyOf} or {@code oneOf}.
   */
  public Checked check(CallInput input) {
    return check.run(input);
  }
}
