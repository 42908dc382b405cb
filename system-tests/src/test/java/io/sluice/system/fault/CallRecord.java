package io.sluice.system.fault;

import java.time.Duration;
import java.time.Instant;

/**
 * One call, as its caller has it.
 *
 * @param nonce names the call in its body, and in the answer
 * @param key what the calls in whose turn it runs have in common
 * @param gateway the number of the gateway that it was sent to
 * @param start when it was due, so that a late sender is no excuse
 * @param took from when it was due to the last byte
 * @param ending how it ended
 * @param connects 1, or 2 where the first gateway refused the connection
 */
record CallRecord(
    long nonce,
    String key,
    String operation,
    int gateway,
    Instant start,
    Duration took,
    Ending ending,
    int connects) {

  /**
   * How a call ended.
   *
   * @param text the status, with the problem's name where there is one; or what went wrong instead
   * @param isOk 2xx
   * @param isOwn whether the body is the answer to this call; true where the answer has none
   */
  record Ending(String text, boolean isOk, boolean isOwn) {}

  boolean isOk() {
    return ending.isOk();
  }

  Instant end() {
    return start.plus(took);
  }
}
