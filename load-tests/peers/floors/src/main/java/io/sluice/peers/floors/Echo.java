package io.sluice.peers.floors;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** A way to the answer. Called on the context of an HTTP request; so is what it returns. */
@FunctionalInterface
interface Echo {
  Future<Buffer> answer(Buffer body);
}
