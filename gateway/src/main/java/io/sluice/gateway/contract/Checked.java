package io.sluice.gateway.contract;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** A call measured by the contract. */
public sealed interface Checked {
  /**
   * The call may go on.
   *
   * @param data the command's data, one JSON object in UTF-8; the client's own bytes where the
   *     operation has no path and query parameters, so not to be written to
   * @param key the ordering key
   * @param headers those that the contract forwards and the client sent, by lower-case name
   */
  record Valid(Buffer data, OrderingKey key, Map<String, String> headers) implements Checked {}

  /**
   * The call is refused.
   *
   * @param faults 1 to {@value #MOST_FAULTS}
   */
  record Invalid(Kind kind, List<InputFault> faults) implements Checked {
    /** So many are told; more help nobody. */
    public static final int MOST_FAULTS = 20;

    /** Keeps the first {@value #MOST_FAULTS} faults. */
    public Invalid {
      faults = List.copyOf(faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
    }
  }

  /** How a call is wrong. */
  enum Kind {
    /** 400: the body is not sound JSON, missing, or sent where none is taken. */
    MALFORMED,
    /** 415: no media type, one that the operation does not list, or not UTF-8. */
    UNSUPPORTED_MEDIA_TYPE,
    /** 422: understood, and against the contract. */
    UNPROCESSABLE
  }
}
