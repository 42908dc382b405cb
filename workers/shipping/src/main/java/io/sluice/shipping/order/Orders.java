package io.sluice.shipping.order;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The orders in the service's database. */
final class Orders {

  private static final String COLUMNS =
      "order_id, customer_id, product_id, quantity, pickup_city, pickup_date,"
          + " destination_city, destination_date, status, placed_at";

  private static final String PLACE =
      "insert into orders (order_id, customer_id, product_id, quantity, pickup_city, pickup_date,"
          + " destination_city, destination_date, status)"
          + " values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending')"
          + " returning "
          + COLUMNS;

  private static final String FIND = "select " + COLUMNS + " from orders where order_id = $1";

  private static final String PAGE =
      "select "
          + COLUMNS
          + " from orders where ($1::text is null or customer_id = $1)"
          + " and ($2::text is null or status = $2)"
          + " and ($3::uuid is null or (placed_at, order_id) <"
          + " (select placed_at, order_id from orders where order_id = $3))"
          + " order by placed_at desc, order_id desc limit $4";

  private final SqlClient database;

  Orders(SqlClient database) {
    this.database = database;
  }

  Future<Order> place(UUID orderId, PlaceOrder order) {
    Tuple values =
        Tuple.of(
            orderId,
            order.customerId(),
            order.productId(),
            order.quantity(),
            order.pickup().city(),
            order.pickup().date(),
            order.destination().city(),
            order.destination().date());
    return database.preparedQuery(PLACE).execute(values).map(rows -> read(rows.iterator().next()));
  }

  Future<Optional<Order>> find(UUID orderId) {
    return database
        .preparedQuery(FIND)
        .execute(Tuple.of(orderId))
        .map(rows -> stream(rows).findFirst());
  }

  /**
   * One page, the youngest first.
   *
   * @param after the last order of the page before
   */
  Future<List<Order>> page(
      @Nullable String customer, @Nullable String status, @Nullable UUID after, int limit) {
    return database
        .preparedQuery(PAGE)
        .execute(Tuple.of(customer, status, after, limit))
        .map(rows -> stream(rows).toList());
  }

  private static Stream<Order> stream(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(Orders::read);
  }

  private static Order read(Row row) {
    return new Order(
        row.getUUID("order_id"),
        row.getString("customer_id"),
        row.getString("product_id"),
        row.getInteger("quantity"),
        new Stop(row.getString("pickup_city"), row.getLocalDate("pickup_date")),
        new Stop(row.getString("destination_city"), row.getLocalDate("destination_date")),
        row.getString("status"),
        row.getOffsetDateTime("placed_at").toInstant());
  }
}
