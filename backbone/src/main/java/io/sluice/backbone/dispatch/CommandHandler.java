package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Reply;
import io.vertx.core.Future;

/**
 * What a transport hands a received command to.
 *
 * <p>The future never fails and always ends: a worker always answers. Called on the Vert.x context
 * that the transport was given.
 */
@FunctionalInterface
public interface CommandHandler {

  Future<Reply> handle(Command command);
}
