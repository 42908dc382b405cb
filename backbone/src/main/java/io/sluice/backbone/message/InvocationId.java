package io.sluice.backbone.message;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Names one run of an operation, from the moment the gateway takes the call. */
public record InvocationId(UUID value) {

  /** A new random id (UUIDv7, RFC 9562 section 5.7); cannot be guessed from another. */
  public static InvocationId random() {
    return new InvocationId(UuidCreator.getTimeOrderedEpoch());
  }

  /**
   * Parses what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException when the text is no UUID
   */
  public static InvocationId parse(String text) {
    return new InvocationId(Uuids.parse(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
