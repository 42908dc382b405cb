package io.sluice.gateway.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.RepetitionKey;
import io.sluice.gateway.call.Wishes;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.contract.OrderingKey;
import io.sluice.gateway.invocation.Invocations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the call of a request that the contract allows. */
final class RequestMapper {

  private final String source;
  private final Optional<Invocations> invocations;

  /**
   * A mapper for one node.
   *
   * @param source who sends: {@code /gateway/<node>}
   * @param invocations empty where none can be recorded
   */
  RequestMapper(String source, Optional<Invocations> invocations) {
    this.source = source;
    this.invocations = invocations;
  }

  /**
   * A new invocation, or the one of an earlier call with the same key.
   *
   * @param taken when the whole request was there; its deadline counts from then
   */
  Call map(
      Operation operation,
      Checked.Valid valid,
      Asked asked,
      @Nullable RepetitionKey repetition,
      TraceContext trace,
      Instant taken) {
    Wishes wishes = wishes(operation, asked.preferences(), repetition);
    Deadline answerBy = answerBy(operation, wishes, taken);
    InvocationId invocation = invocation(operation, asked);
    Command command =
        new Command(
            UuidCreator.getTimeOrderedEpoch(),
            invocation,
            operation.id(),
            source,
            key(valid.key(), invocation),
            taken.truncatedTo(ChronoUnit.MILLIS),
            expiry(operation, wishes, answerBy, taken),
            null,
            wishes.isRecorded(),
            1,
            asked.caller(),
            trace.next(),
            new Payload(Payload.JSON, valid.headers(), valid.data()));
    return new Call(command, answerBy, wishes);
  }

  /**
   * Only what is recorded can be answered before its end; and nobody is helped by a wait of nothing
   * where the answer could only be that the time is up.
   */
  private static Wishes wishes(
      Operation operation, Preferences preferences, @Nullable RepetitionKey repetition) {
    if (preferences.equals(Preferences.NONE) && repetition == null) {
      return Wishes.NONE;
    }
    boolean async = operation.isDurable() && preferences.respondAsync();
    Duration wait = preferences.patience();
    if (wait != null && wait.isZero() && !async) {
      async = operation.isDurable() && operation.allowsAccepted();
      wait = async ? wait : null;
    }
    if (wait != null && wait.compareTo(operation.timeout()) > 0) {
      wait = operation.timeout();
    }
    return new Wishes(async, wait, repetition);
  }

  private static Deadline answerBy(Operation operation, Wishes wishes, Instant taken) {
    Duration wait = wishes.patience();
    if (wait != null) {
      return Deadline.after(wait, taken);
    }
    return Deadline.after(wishes.respondAsync() ? Duration.ZERO : operation.timeout(), taken);
  }

  /** What is recorded, or may be when its time is up, outlives the wait of its caller. */
  private Deadline expiry(Operation operation, Wishes wishes, Deadline answerBy, Instant taken) {
    boolean outlives = wishes.isRecorded() || (operation.isDurable() && operation.allowsAccepted());
    return outlives ? Deadline.after(invocations.orElseThrow().maxAge(), taken) : answerBy;
  }

  private InvocationId invocation(Operation operation, Asked asked) {
    String key = asked.key();
    return key == null
        ? InvocationId.random()
        : invocations.orElseThrow().idOf(asked.caller(), operation.id(), key);
  }

  private static @Nullable String key(OrderingKey key, InvocationId invocation) {
    return switch (key) {
      case OrderingKey.Unordered none -> null;
      case OrderingKey.InvocationId own -> invocation.toString();
      case OrderingKey.Text text -> text.value();
    };
  }
}
