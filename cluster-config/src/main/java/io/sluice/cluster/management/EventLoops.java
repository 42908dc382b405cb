package io.sluice.cluster.management;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;

/** Whether every event loop still takes work: one that hangs never gets to our question. */
record EventLoops(Vertx vertx) implements Component {

  @Override
  public String name() {
    return "event-loops";
  }

  @Override
  public Future<Health> check() {
    var answers = new ArrayList<Future<Void>>();
    // Vert.x's public API cannot name the loops; deploying a verticle on each would be a guess.
    for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      var answer = Promise.<Void>promise();
      loop.execute(answer::complete);
      answers.add(answer.future());
    }
    return Future.all(answers).map(all -> Health.up());
  }
}
