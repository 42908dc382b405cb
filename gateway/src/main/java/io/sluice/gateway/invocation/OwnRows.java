package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Caller;
import io.sluice.backbone.message.InvocationId;
import io.sluice.gateway.invocation.SharedStatements.Statement;
import io.sluice.gateway.invocation.SharedStatements.Words;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shows callers their own invocations: what is somebody else's is not read at all. */
final class OwnRows implements Statement<OwnRows.Asked, Optional<Invocation>> {

  /** By the ids first, so that it is the primary key that finds them. */
  private static final String SEE =
      "select "
          + InvocationRows.SEEN
          + " from sluice_ledger.invocation where id = any($1::uuid[])"
          + " and (id, principal, coalesce('+' || tenant, '')) in"
          + " (select * from unnest($1::uuid[], $2::text[], $3::text[]))";

  private static final Words READING =
      new Words("invocations cannot be read", "invocations can be read again");

  /** An invocation that a caller asks for. */
  record Asked(InvocationId id, Caller caller) {

    /** No null, which equals nothing, and no name that a tenant may have for none. */
    private String tenant() {
      String tenant = caller.tenant();
      return tenant == null ? "" : "+" + tenant;
    }
  }

  /** About how many bytes an item has. */
  static int size(Asked asked) {
    return 200;
  }

  @Override
  public Words words() {
    return READING;
  }

  @Override
  public Future<List<Optional<Invocation>>> run(SqlConnection connection, List<Asked> items) {
    var columns = new Columns<>(items);
    columns.add(UUID[]::new, asked -> asked.id().value());
    columns.add(String[]::new, asked -> asked.caller().principal());
    columns.add(String[]::new, Asked::tenant);
    return connection
        .preparedQuery(SEE)
        .execute(columns.values())
        .map(rows -> answers(items, InvocationRows.list(rows, InvocationRows::read)));
  }

  private static List<Optional<Invocation>> answers(List<Asked> items, List<Invocation> found) {
    Map<Asked, Invocation> byCaller = new HashMap<>();
    found.forEach(one -> byCaller.put(new Asked(one.id(), one.caller()), one));
    return items.stream().map(asked -> Optional.ofNullable(byCaller.get(asked))).toList();
  }
}
