package io.sluice.cluster.database;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure says about the database. Anything else is the work's own. */
public enum DatabaseTrouble {
  /** Another transaction was in the way; this one was rolled back and may be run again at once. */
  CONFLICT,
  /** A lock, or a statement's end, was not to be had in time. */
  LOCKED,
  /** The server or the way to it is not there, or cannot work now. */
  UNAVAILABLE;

  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
  private static final Set<String> TIMEOUTS = Set.of("55P03", "57014");
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String STATEMENT_COMPLETION_UNKNOWN = "40003";

  /** Idle and transaction timeouts: the server has ended the session. */
  private static final Set<String> ENDED = Set.of("25P03", "25P04");

  /** Empty where the failure is not the database's. */
  public static Optional<DatabaseTrouble> of(Throwable failure) {
    return of(failure, Set.of());
  }

  /**
   * The same where others may write the same rows.
   *
   * @param contested names of keys; that one was taken meanwhile is a {@link #CONFLICT}
   */
  public static Optional<DatabaseTrouble> of(Throwable failure, Set<String> contested) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException answer) {
        return of(answer, contested);
      }
      if (cause instanceof ClosedConnectionException || cause instanceof SilentDatabaseException) {
        return Optional.of(UNAVAILABLE);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the server itself said that the statement failed, so that its transaction is rolled
   * back. A server that is being stopped may have committed before it said so.
   */
  public static boolean isRefusal(Throwable failure) {
    return failure instanceof PgException answer
        && !STATEMENT_COMPLETION_UNKNOWN.equals(answer.getSqlState())
        && of(answer).filter(trouble -> trouble == UNAVAILABLE).isEmpty();
  }

  private static Optional<DatabaseTrouble> of(PgException answer, Set<String> contested) {
    String state = String.valueOf(answer.getSqlState());
    if (CONFLICTS.contains(state)
        || (state.equals(UNIQUE_VIOLATION)
            && contested.contains(String.valueOf(answer.getConstraint())))) {
      return Optional.of(CONFLICT);
    }
    if (TIMEOUTS.contains(state)) {
      return Optional.of(LOCKED);
    }
    // Connection, resources, operator's intervention.
    boolean unavailable =
        state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            || ENDED.contains(state);
    return unavailable ? Optional.of(UNAVAILABLE) : Optional.empty();
  }
}
