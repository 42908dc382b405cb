package io.sluice.gateway.http;

/** What a client sent as {@code Idempotency-Key}. */
sealed interface IdempotencyKey {

  /** Nothing. */
  record Absent() implements IdempotencyKey {}

  /**
   * A key. Who knows it and is its caller gets the answer, so it is never shown.
   *
   * @param text 1 to 255 printable ASCII characters
   */
  record Given(String text) implements IdempotencyKey {
    @Override
    public String toString() {
      return "Given[text=(hidden)]";
    }
  }

  /**
   * Something else.
   *
   * @param detail a sentence with what was found and what is allowed
   */
  record Malformed(String detail) implements IdempotencyKey {}
}
