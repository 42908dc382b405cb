package io.sluice.gateway.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.contract.Checked;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.contract.OrderingKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes the command of a call that the contract allows. */
final class RequestMapper {

  private final String source;

  /**
   * A mapper for one node.
   *
   * @param source who sends: {@code /gateway/<node>}
   */
  RequestMapper(String source) {
    this.source = source;
  }

  /**
   * A new invocation.
   *
   * @param taken when the whole request was there; its deadline counts from then
   */
  Command map(Operation operation, Checked.Valid call, TraceContext trace, Instant taken) {
    InvocationId invocation = InvocationId.random();
    return new Command(
        UuidCreator.getTimeOrderedEpoch(),
        invocation,
        operation.id(),
        source,
        key(call.key(), invocation),
        taken.truncatedTo(ChronoUnit.MILLIS),
        Deadline.after(operation.timeout(), taken),
        null,
        false,
        1,
        Caller.ANONYMOUS,
        trace.next(),
        new Payload(Payload.JSON, call.headers(), call.data()));
  }

  private static @Nullable String key(OrderingKey key, InvocationId invocation) {
    return switch (key) {
      case OrderingKey.Unordered none -> null;
      case OrderingKey.InvocationId own -> invocation.toString();
      case OrderingKey.Text text -> text.value();
    };
  }
}
