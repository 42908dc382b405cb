package io.sluice.shipping.order;

import io.sluice.workers.handler.Call;
import io.sluice.workers.handler.FirstReply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Asks carriers for their prices, one after the other: work that takes its time, tells how far it
 * is, and can be stopped. The carriers are made up, and each answers after a second.
 */
final class Quoting {

  private static final long ANSWER_MILLIS = 1_000;
  private static final int LOWEST = 900;
  private static final int RANGE = 200;

  private final Vertx vertx;
  private final SqlClient database;

  /**
   * Quotes for orders.
   *
   * @param database for reading
   */
  Quoting(Vertx vertx, SqlClient database) {
    this.vertx = vertx;
    this.database = database;
  }

  /** The transaction begins when all have answered, so that it does not wait for any of them. */
  Future<FirstReply> quote(QuoteOrder wanted, Call call) {
    return ask(wanted, call, 1)
        .compose(
            all -> call.transaction(transaction -> lowest(wanted, new Orders(transaction.db()))));
  }

  /** Leaves no record. */
  Future<Quote> estimate(QuoteOrder wanted, Call call) {
    return ask(wanted, call, 1).compose(all -> lowest(wanted, new Orders(database)));
  }

  private static Future<Quote> lowest(QuoteOrder wanted, Orders orders) {
    return orders
        .find(wanted.orderId())
        .map(found -> found.orElseThrow(() -> OrderHandlers.unknown(wanted.orderId())))
        .map(order -> lowest(order, wanted.carriers()));
  }

  private Future<Void> ask(QuoteOrder wanted, Call call, int carrier) {
    return vertx
        .timer(ANSWER_MILLIS, TimeUnit.MILLISECONDS)
        .compose(
            answered -> {
              if (call.isCancelled()) {
                throw new CancellationException();
              }
              call.progress(
                  carrier * 100 / wanted.carriers(),
                  "asked " + carrier + " of " + wanted.carriers() + " carriers");
              return carrier < wanted.carriers()
                  ? ask(wanted, call, carrier + 1)
                  : Future.succeededFuture();
            });
  }

  private static Quote lowest(Order order, int carriers) {
    return IntStream.rangeClosed(1, carriers)
        .mapToObj(carrier -> price(order, "carrier-" + carrier))
        .min(Comparator.comparingLong(Quote::price))
        .orElseThrow();
  }

  private static Quote price(Order order, String carrier) {
    int each = LOWEST + Math.floorMod((order.productId() + carrier).hashCode(), RANGE);
    return new Quote(order.orderId(), carrier, (long) each * order.quantity(), "USD");
  }
}
