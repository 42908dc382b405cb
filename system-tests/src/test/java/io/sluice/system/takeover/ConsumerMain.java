package io.sluice.system.takeover;

import io.sluice.backbone.dispatch.RunResult;
import io.sluice.backbone.kafka.KafkaCommandConsumer;
import io.sluice.backbone.kafka.KafkaCommandConsumer.Subscription;
import io.sluice.backbone.kafka.KafkaConfig;
import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A consumer of commands in a process of its own: prints {@code ready}, and the operation of each
 * command that starts, which takes a while.
 */
final class ConsumerMain {

  private static final long WORK_MILLIS = 100;

  private ConsumerMain() {}

  /** Takes the broker's address and the topic, which names the group too. */
  public static void main(String[] args) throws Exception {
    var vertx = Vertx.vertx();
    var config = KafkaConfig.of(args[0]);
    var subscription = new Subscription(args[1], List.of(args[1]), any -> true, 100);
    var sender = RecordSender.open(vertx, config, List.of()).await(1, TimeUnit.MINUTES);
    new KafkaCommandConsumer(
            config,
            subscription,
            vertx.getOrCreateContext(),
            command -> work(vertx, command),
            sender)
        .start()
        .await(1, TimeUnit.MINUTES);
    System.out.println("ready pid=" + ProcessHandle.current().pid());
  }

  private static Future<RunResult> work(Vertx vertx, Command command) {
    System.out.println(command.operation());
    return vertx
        .timer(WORK_MILLIS, TimeUnit.MILLISECONDS)
        .map(worked -> new RunResult.Answered(answer(command)));
  }

  private static Reply answer(Command command) {
    Instant now = Instant.now();
    return new Reply(
        UUID.randomUUID(),
        command.invocation(),
        command.id(),
        command.operation(),
        "/worker/test/" + ProcessHandle.current().pid(),
        command.key(),
        now,
        now,
        command.attempt(),
        null,
        command.trace().next(),
        Payload.json(Buffer.buffer("{}")));
  }
}
