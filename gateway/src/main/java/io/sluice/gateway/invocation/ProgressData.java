package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Progress;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a worker's progress says; docs/protocol.md has its data. */
final class ProgressData {

  private static final int LONGEST_MESSAGE = 1_000;

  private ProgressData() {}

  /** Empty where it says nothing that can be shown: progress is no reason to fail. */
  static Optional<ProgressReport> read(Progress progress) {
    try {
      JsonObject data = new JsonObject(progress.payload().data());
      var report = new ProgressReport(percent(data.getValue("percent")), message(data));
      return report.percent() == null && report.message() == null
          ? Optional.empty()
          : Optional.of(report);
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Integer percent(@Nullable Object value) {
    return value instanceof Number number ? Math.clamp(number.longValue(), 0, 100) : null;
  }

  private static @Nullable String message(JsonObject data) {
    String text = data.getString("message");
    return text != null && text.length() > LONGEST_MESSAGE
        ? text.substring(0, LONGEST_MESSAGE)
        : text;
  }
}
