package io.sluice.gateway.entrance;

import com.github.f4b6a3.uuid.UuidCreator;
import io.sluice.backbone.dispatch.CommandHandler;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers each test's own case as that test says, and everything else with {@code {}}. */
public final class Worker implements CommandHandler {

  private final Map<String, Function<Command, Future<Reply>>> cases = new ConcurrentHashMap<>();
  private final Map<String, List<Command>> received = new ConcurrentHashMap<>();

  /** A new case, for the path; its commands are answered so. */
  public String answers(Function<Command, Reply> answer) {
    return answersLater(command -> Future.succeededFuture(answer.apply(command)));
  }

  public String answersLater(Function<Command, Future<Reply>> answer) {
    String name = UUID.randomUUID().toString();
    cases.put(name, answer);
    return name;
  }

  /** The commands of the case so far. */
  public List<Command> received(String name) {
    return received.getOrDefault(name, List.of());
  }

  @Override
  public Future<Reply> handle(Command command) {
    String name = command.payload().data().toJsonObject().getString("case");
    received.computeIfAbsent(name, absent -> new CopyOnWriteArrayList<>()).add(command);
    return cases
        .getOrDefault(name, any -> Future.succeededFuture(reply(any, null, json("{}"))))
        .apply(command);
  }

  public static Reply reply(Command command, @Nullable Integer status, Payload payload) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new Reply(
        UuidCreator.getTimeOrderedEpoch(),
        command.invocation(),
        command.id(),
        command.operation(),
        "/worker/test.calls/test",
        Objects.requireNonNullElse(command.key(), "none"),
        now,
        now,
        command.attempt(),
        status,
        command.trace().next(),
        payload);
  }

  public static Reply problem(Command command, Problem problem) {
    return reply(command, problem.status(), problem.toPayload());
  }

  public static Payload json(String json) {
    return Payload.json(Buffer.buffer(json));
  }
}
