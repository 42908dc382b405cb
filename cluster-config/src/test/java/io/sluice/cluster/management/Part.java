package io.sluice.cluster.management;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A component that answers what the test says. */
record Part(String name, Supplier<Future<Health>> answer) implements Component {

  @Override
  public Future<Health> check() {
    return answer.get();
  }
}
