package io.sluice.cluster.management;

import io.sluice.cluster.management.Report.Finding;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Asks the parts of a node, each with the same deadline, and gathers the answers. Never fails. */
final class Probes {

  private static final String LIFECYCLE = "lifecycle";

  private final Vertx vertx;
  private final Lifecycle lifecycle;
  private final Duration deadline;
  private final Component eventLoops;

  Probes(Vertx vertx, Lifecycle lifecycle, Duration deadline) {
    this.vertx = vertx;
    this.lifecycle = lifecycle;
    this.deadline = deadline;
    this.eventLoops = new EventLoops(vertx);
  }

  Future<Report> started() {
    return report(lifecycle.start(), List.of());
  }

  /** Never asks a database or a broker: a restart of this node would not heal them. */
  Future<Report> live() {
    return report(lifecycle.life(), List.of(eventLoops));
  }

  Future<Report> ready() {
    return report(lifecycle.service(), lifecycle.components());
  }

  private Future<Report> report(Health own, List<Component> components) {
    var asked = components.stream().map(this::ask).toList();
    return Future.all(asked)
        .map(
            answers -> {
              var findings = new ArrayList<>(List.of(new Finding(LIFECYCLE, own)));
              findings.addAll(answers.list());
              return new Report(findings);
            });
  }

  private Future<Finding> ask(Component component) {
    // Not Future.timeout: its timer sits on the component's context, which may be what hangs.
    var answer = Promise.<Health>promise();
    var timer =
        vertx.setTimer(
            deadline.toMillis(),
            id -> answer.tryComplete(Health.down("no answer within " + seconds())));
    check(component).onComplete(answer::tryComplete, e -> answer.tryComplete(failed(e)));
    return answer
        .future()
        .onComplete(done -> vertx.cancelTimer(timer))
        .map(health -> new Finding(component.name(), health));
  }

  private static Future<Health> check(Component component) {
    try {
      return component.check();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static Health failed(Throwable cause) {
    return Health.down(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
  }

  private String seconds() {
    var millis = deadline.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
