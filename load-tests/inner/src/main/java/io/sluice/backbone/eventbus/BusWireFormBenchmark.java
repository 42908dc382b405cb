package io.sluice.backbone.eventbus;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.MessageReader;
import io.sluice.backbone.message.Reply;
import io.sluice.inner.Messages;
import io.vertx.core.MultiMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message to the event bus's headers and back; its body travels as it is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BusWireFormBenchmark {

  private final Command command = Messages.command(UUID.randomUUID());
  private final Reply reply = Messages.reply(command);
  private final MultiMap commandHeaders = writeCommand();
  private final MultiMap replyHeaders = writeReply();

  @Benchmark
  public final MultiMap writeCommand() {
    return BusWireForm.headers(command, command.payload());
  }

  @Benchmark
  public final MultiMap writeReply() {
    return BusWireForm.headers(reply, reply.payload());
  }

  @Benchmark
  public Command readCommand() {
    return MessageReader.readCommand(BusWireForm.read(commandHeaders, command.payload().data()));
  }

  @Benchmark
  public Message readReply() {
    return MessageReader.readAnswer(BusWireForm.read(replyHeaders, reply.payload().data()));
  }
}
