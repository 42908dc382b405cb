package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server's decoder, made to refuse what it would mend or wait for: a folded header (RFC 9112
 * section 5.2), another version than HTTP/1.0 and HTTP/1.1, and a head that takes too long, counted
 * from its first byte. What it refuses reaches the server as a request that could not be decoded;
 * nothing behind it is read. One for each connection, on that connection's event loop.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

  private static final String NAME = "httpDecoder";

  private final long headMillis;
  private boolean inBody;
  private boolean folded;
  private boolean refused;
  private @Nullable Future<?> deadline;

  StrictRequestDecoder(HttpServerOptions options, Duration headTimeout) {
    super(options);
    this.headMillis = headTimeout.toMillis();
  }

  /** Takes the place of the server's own decoder; before anything is read. */
  static void install(HttpConnection connection, HttpServerOptions options, Duration headTimeout) {
    // Vert.x has no setting and no public way to a server connection's pipeline.
    ChannelPipeline pipeline =
        ((HttpServerConnection) connection).channelHandlerContext().pipeline();
    pipeline.replace(NAME, NAME, new StrictRequestDecoder(options, headTimeout));
    pipeline.addBefore(NAME, "answerBeforeClose", new AnswerBeforeClose());
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (refused) {
      in.skipBytes(in.readableBytes());
    } else if (inBody) {
      decodeBody(ctx, in, out);
    } else {
      decodeHead(ctx, in, out);
    }
  }

  private void decodeBody(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    super.decode(ctx, in, out);
    if (!out.isEmpty()) {
      HttpObject part = (HttpObject) out.getLast();
      refused = part.decoderResult().isFailure();
      inBody = !(part instanceof LastHttpContent);
    }
  }

  /** Each call takes whole lines only, and never a byte beyond the head. */
  private void decodeHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Exception {
    int from = in.readerIndex();
    super.decode(ctx, in, out);
    if (out.isEmpty()) {
      folded |= hasFold(in, from);
      awaitRest(ctx);
      return;
    }
    forgetDeadline();
    HttpObject head = (HttpObject) out.getFirst();
    if (head.decoderResult().isFailure()) {
      refused = true;
    } else if (folded || hasFold(in, from)) {
      head.setDecoderResult(DecoderResult.failure(RefusedHeadException.folded()));
      refused = true;
      // It has no end, as none has that could not be decoded.
      out.subList(1, out.size()).clear();
    } else {
      inBody = !(out.getLast() instanceof LastHttpContent);
    }
  }

  private static boolean hasFold(ByteBuf in, int from) {
    int end = in.readerIndex();
    int line = from;
    while (line < end) {
      byte first = in.getByte(line);
      if (first == HttpConstants.SP || first == HttpConstants.HT) {
        return true;
      }
      int feed = in.indexOf(line, end, HttpConstants.LF);
      line = feed < 0 ? end : feed + 1;
    }
    return false;
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    return switch (initialLine[2]) {
      case "HTTP/1.1", "HTTP/1.0" -> super.createMessage(initialLine);
      default -> throw RefusedHeadException.version(initialLine[2]);
    };
  }

  private void awaitRest(ChannelHandlerContext ctx) {
    if (deadline == null) {
      deadline = ctx.executor().schedule(() -> giveUp(ctx), headMillis, TimeUnit.MILLISECONDS);
    }
  }

  private void giveUp(ChannelHandlerContext ctx) {
    deadline = null;
    if (!ctx.channel().config().isAutoRead()) {
      // The server is busy with earlier requests and does not read: the client is not slow.
      awaitRest(ctx);
      return;
    }
    refused = true;
    HttpMessage late = createInvalidMessage();
    late.setDecoderResult(DecoderResult.failure(RefusedHeadException.late(headMillis)));
    ctx.fireChannelRead(late);
    ctx.fireChannelReadComplete();
  }

  private void forgetDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    forgetDeadline();
    super.handlerRemoved0(ctx);
  }

  /** On a malformed chunk Vert.x closes in the same turn in which it is answered. */
  private static final class AnswerBeforeClose extends ChannelOutboundHandlerAdapter {
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
      ctx.flush();
      super.close(ctx, promise);
    }
  }
}
