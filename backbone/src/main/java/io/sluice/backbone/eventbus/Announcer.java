package io.sluice.backbone.eventbus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Says once a second, and whenever a gateway asks, that this node serves a service. */
public final class Announcer {

  static final Duration PERIOD = Duration.ofSeconds(1);
  private static final long FAREWELL_MILLIS = 300;

  private final Vertx vertx;
  private final MessageConsumer<Object> rollCall;
  private final long timer;
  private final Announcement serving;
  private volatile Announcement announcement;

  private Announcer(Vertx vertx, Announcement announcement) {
    this.vertx = vertx;
    this.serving = announcement;
    this.announcement = announcement;
    this.rollCall = vertx.eventBus().consumer(BusAddress.ROLL_CALL, asked -> announce());
    this.timer = vertx.setPeriodic(PERIOD.toMillis(), id -> announce());
  }

  /** Announces now and from now on. */
  public static Future<Announcer> start(Vertx vertx, Announcement announcement) {
    var announcer = new Announcer(vertx, announcement);
    return announcer
        .rollCall
        .completion()
        .map(
            registered -> {
              announcer.announce();
              return announcer;
            });
  }

  /** From now on says that the node takes no work, or takes it again; what it has goes on. */
  public void takeWork(boolean taking) {
    announcement = taking ? serving : serving.asLeaving();
    announce();
  }

  /**
   * Says that the node is leaving, so that no gateway waits for its silence.
   *
   * @return completes a moment later: until then commands may come from gateways that had not
   *     heard, and the bus would drop them without a word where nobody listens any more
   */
  public Future<Void> stop() {
    vertx.cancelTimer(timer);
    takeWork(false);
    return rollCall
        .unregister()
        .compose(silent -> vertx.timer(FAREWELL_MILLIS, TimeUnit.MILLISECONDS))
        .mapEmpty();
  }

  private void announce() {
    vertx.eventBus().publish(BusAddress.ANNOUNCEMENTS, announcement.toJson());
  }
}
