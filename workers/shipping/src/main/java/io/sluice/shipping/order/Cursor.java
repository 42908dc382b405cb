package io.sluice.shipping.order;

import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a page ends, in a form that clients only hand back. */
final class Cursor {

  private Cursor() {}

  static String after(UUID orderId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(orderId.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The id that the page before ended with; null is the beginning.
   *
   * @throws Rejection when the text is no cursor of ours
   */
  static @Nullable UUID read(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      byte[] id = Base64.getUrlDecoder().decode(cursor);
      return UUID.fromString(new String(id, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new Rejection(
          Problem.named(
                  "validation-failed",
                  "Validation failed",
                  422,
                  "The cursor is not one that a page before has given.")
              .with("parameter", "query.cursor"));
    }
  }
}
