package io.sluice.gateway.invocation;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;
import io.sluice.backbone.message.InvocationId;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.TraceContext;
import io.sluice.gateway.call.Answer;
import io.sluice.gateway.call.Fingerprint;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Calls to record, and their ends. */
final class Recorded {

  static final String TOPIC = "shop.order.commands";
  static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.678Z");

  private Recorded() {}

  static NewInvocation call() {
    return call(InvocationId.random());
  }

  static NewInvocation call(InvocationId id) {
    return of(command(id, new Caller("alice", "acme")));
  }

  static NewInvocation callOf(String principal) {
    return of(command(InvocationId.random(), new Caller(principal, null)));
  }

  static NewInvocation of(Command command) {
    return new NewInvocation(
        command,
        "shop.order",
        TOPIC,
        UUID.randomUUID(),
        new Fingerprint("0123456789abcdef".repeat(4)),
        null);
  }

  static NewInvocation at(Position position) {
    NewInvocation call = call();
    return new NewInvocation(
        call.command(), call.service(), call.topic(), call.owner(), null, position);
  }

  /** With something in each of its parts. */
  static Command command(InvocationId id, Caller caller) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(),
        id,
        "placeOrder",
        "/gateway/g1",
        "kunde-ä\u0000-" + id,
        now,
        Deadline.after(Duration.ofHours(24), now),
        null,
        true,
        1,
        caller,
        TraceContext.read("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", "v=1")
            .orElseThrow(),
        new Payload(
            "application/json",
            Map.of("x-tag", "ü\u0000\"", "accept-language", "de"),
            Buffer.buffer(new byte[] {0, 1, '{', '}', -1})));
  }

  static Completion succeeded(NewInvocation call) {
    return end(call, InvocationState.SUCCEEDED, answer(201, "done"));
  }

  static Completion end(NewInvocation call, InvocationState state, Answer answer) {
    return new Completion(
        call.command().invocation(),
        call.command().id(),
        state,
        answer,
        2,
        STARTED,
        STARTED.plusMillis(5));
  }

  static Answer answer(int status, String body) {
    return new Answer(
        status, Map.of("location", "/orders/7"), "application/json", Buffer.buffer(body));
  }
}
