package io.sluice.gateway.invocation;

import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a statement for many rows: one array for each column.
 *
 * @param <T> what a row is made of
 */
record Columns<T>(List<T> items, Tuple values) {

  Columns(List<T> items) {
    this(items, Tuple.tuple());
  }

  /** Makes the array of a column. */
  interface Array {
    @Nullable Object[] of(int size);
  }

  /** What a row has in a column. */
  interface Value<T> {
    @Nullable Object of(T item);
  }

  /** The next column. */
  void add(Array array, Value<T> value) {
    @Nullable Object[] column = array.of(items.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.of(items.get(i));
    }
    values.addValue(column);
  }
}
