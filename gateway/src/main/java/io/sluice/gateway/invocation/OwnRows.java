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

  /** Each by the primary key, however small the table was when the plan was made. */
  private static final String SEE =
      "select "
          + InvocationRows.SEEN
          + " from unnest($1::uuid[], $2::text[], $3::text[]) as n (asked, asker, asker_tenant)"
          + " cross join lateral (select * from sluice_ledger.invocation"
          + " where id = asked and principal = asker and tenant is not distinct from asker_tenant"
          + " offset 0) as own";

  private static final Words READING =
      new Words("invocations cannot be read", "invocations can be read again");

  /** An invocation that a caller asks for. */
  record Asked(InvocationId id, Caller caller) {}

  /** About how many bytes an item has. */
  static int size(Asked asked) {
    return 200;
  }

  /** Its connections are for long answers, too: who waits next may well get one. */
  @Override
  public boolean failsTogether() {
    return false;
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
    columns.add(String[]::new, asked -> asked.caller().tenant());
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
