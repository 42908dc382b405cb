package io.sluice.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** However the bytes arrive. */
final class StrictRequestDecoderTest {

  private static final HttpServerOptions OPTIONS = new HttpServerOptions();

  private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

  /** Bodies look like folded heads, and lines behind a body are blank. */
  private static final String SOUND =
      GET
          + "POST /b HTTP/1.1\r\nContent-Length: 17\r\n\r\nX: y\r\n z\r\n\r\n\tabc"
          + "\r\n"
          + GET
          + "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "4\r\n\r\n x\r\n3\r\n\t\r\n\r\n0\r\nTrailer: t\r\n\r\n"
          + "POST /d HTTP/1.0\r\nContent-Length: 0\r\n\r\n"
          + GET;

  private static final String FOLDED =
      "POST /b HTTP/1.1\r\nX: y\r\n z\r\nContent-Length: 4\r\n\r\n";

  @Test
  void soundRequestsAreThoseOfTheServersOwnDecoder() {
    String expected = decoded(new VertxHttpRequestDecoder(OPTIONS), SOUND, SOUND.length());
    assertEquals(6, expected.lines().filter(line -> line.endsWith("sound")).count(), expected);

    for (int piece = 1; piece <= SOUND.length(); piece++) {
      assertEquals(expected, decoded(strict(), SOUND, piece), "in pieces of " + piece);
    }
  }

  @Test
  void nothingBehindAFoldedHeaderIsRead() {
    for (int piece = 1; piece <= FOLDED.length() + GET.length(); piece++) {
      String read = decoded(strict(), GET + FOLDED + "{}\r\n" + GET, piece);

      assertEquals("GET /a sound\n\nend\nPOST /b refused\n", read, "in pieces of " + piece);
    }
  }

  @Test
  void aHeadThatIsLateIsRefusedAndOneThatIsWholeIsNot() {
    EmbeddedChannel channel = channel(strict());
    channel.freezeTime();
    write(channel, GET + "GET /b HTTP/1.1\r\n");
    channel.releaseInbound();

    channel.advanceTimeBy(4_999, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    assertTrue(channel.inboundMessages().isEmpty(), "it has 5 s");
    channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();

    HttpRequest late = channel.readInbound();
    assertTrue(late.decoderResult().cause() instanceof RefusedHeadException);
    write(channel, "Host: a\r\n\r\n");
    assertTrue(channel.inboundMessages().isEmpty(), "nothing more is read");
  }

  @Test
  void aHeadThatNobodyReadsIsNotLate() {
    EmbeddedChannel channel = channel(strict());
    channel.freezeTime();
    write(channel, "GET /a HTTP/1.1\r\n");
    channel.config().setAutoRead(false);
    channel.advanceTimeBy(1, TimeUnit.MINUTES);
    channel.runScheduledPendingTasks();
    channel.config().setAutoRead(true);
    write(channel, "Host: a\r\n\r\n");

    HttpRequest read = channel.readInbound();
    assertTrue(read.decoderResult().isSuccess());
    assertFalse(channel.hasPendingTasks(), "no deadline is left");
  }

  private static StrictRequestDecoder strict() {
    return new StrictRequestDecoder(OPTIONS, Duration.ofSeconds(5));
  }

  private static EmbeddedChannel channel(ChannelHandler decoder) {
    return new EmbeddedChannel(decoder);
  }

  private static String decoded(ChannelHandler decoder, String bytes, int piece) {
    EmbeddedChannel channel = channel(decoder);
    for (int at = 0; at < bytes.length(); at += piece) {
      write(channel, bytes.substring(at, Math.min(bytes.length(), at + piece)));
    }
    StringBuilder told = new StringBuilder();
    for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
      if (part instanceof HttpRequest request) {
        String result = request.decoderResult().isSuccess() ? "sound" : "refused";
        told.append(request.method())
            .append(' ')
            .append(request.uri())
            .append(' ')
            .append(result)
            .append('\n');
      }
      if (part instanceof HttpContent content) {
        told.append(content.content().toString(ISO_8859_1));
      }
      if (part instanceof LastHttpContent) {
        told.append("\nend\n");
      }
      ReferenceCountUtil.release(part);
    }
    channel.finishAndReleaseAll();
    return told.toString();
  }

  private static void write(EmbeddedChannel channel, String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
  }
}
