package io.sluice.gateway.entrance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sluice.backbone.eventbus.CancellationConsumer;
import io.sluice.backbone.message.Cancellation;
import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PartsExtension.class)
final class ClientGoneTest {

  private final BlockingQueue<Cancellation> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Command> received = new LinkedBlockingQueue<>();
  private final Promise<Reply> held = Promise.promise();
  private final Parts parts;
  private final CancellationConsumer cancellations;

  ClientGoneTest(Parts parts) throws Exception {
    this.parts = parts;
    cancellations =
        CancellationConsumer.register(parts.gatewayNode().vertx(), Parts.SERVICE, heard::add)
            .await(20, SECONDS);
  }

  @AfterEach
  void endTheWork() throws Exception {
    held.tryFail("the test is over");
    cancellations.unregister().await(20, SECONDS);
  }

  @Test
  void theWorkersAreToldWhichCommandNobodyWantsAnyMore() throws Exception {
    String name = parts.worker().answersLater(this::hold);
    try (var client = new RawConnection(parts.port())) {
      client.send("GET /calls/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
      Command command = received.poll(20, SECONDS);
      assertNotNull(command);
      assertNull(heard.peek(), "cancelled while its client waits");

      client.reset();

      Cancellation cancelled = heard.poll(20, SECONDS);
      assertNotNull(cancelled);
      assertEquals(command.id(), cancelled.command());
      assertEquals(command.expiry(), cancelled.expiry());
    }
  }

  @Test
  void aCallThatHasItsAnswerIsNotCancelledWhenItsClientGoes() throws Exception {
    String answered =
        parts.worker().answers(command -> Worker.reply(command, null, Worker.json("{}")));
    String name = parts.worker().answersLater(this::hold);
    try (var client = new RawConnection(parts.port());
        var other = new RawConnection(parts.port())) {
      assertEquals(
          200, client.ask("GET /calls/" + answered + " HTTP/1.1\r\nHost: a\r\n\r\n").status());
      client.reset();
      other.send("GET /calls/" + name + " HTTP/1.1\r\nHost: a\r\n\r\n");
      Command later = received.poll(20, SECONDS);
      assertNotNull(later);

      other.reset();

      Cancellation first = heard.poll(20, SECONDS);
      assertNotNull(first);
      assertEquals(later.id(), first.command());
    }
  }

  private Future<Reply> hold(Command command) {
    received.add(command);
    return held.future();
  }
}
