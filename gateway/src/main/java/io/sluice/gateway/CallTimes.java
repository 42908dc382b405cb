package io.sluice.gateway;

import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.Operation;
import io.sluice.gateway.http.HttpConfig;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** How long the calls of a contract may take, and what has to be longer. */
final class CallTimes {

  /** To write the answer. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  private final HttpConfig http;
  private final Drain drain;

  CallTimes(HttpConfig http, Drain drain) {
    this.http = http;
    this.drain = drain;
  }

  /** Why the contract cannot be served with these settings, a line for each operation. */
  Optional<String> fault(Contract contract) {
    return contract.operations().stream()
        .flatMap(one -> fault(one).stream())
        .reduce((before, next) -> before + "\n" + next);
  }

  /** How long a stop waits at most: as the longest call may take, and no longer than it may. */
  Duration drain(Contract contract) {
    Duration longest =
        contract.operations().stream()
            .map(this::longest)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return longest.compareTo(drain.limit()) < 0 ? longest : drain.limit();
  }

  /** From its first byte: the body may take its time, and then the worker. */
  private Duration longest(Operation operation) {
    return operation.timeout().plus(http.bodyTimeout()).plus(ANSWER);
  }

  private Optional<String> fault(Operation operation) {
    if (operation.timeout().compareTo(http.idleTimeout()) >= 0) {
      // A connection that is silent for so long is closed, with the call on it.
      return Optional.of(
          tooLong(operation)
              + "http.idle-timeout is "
              + seconds(http.idleTimeout())
              + "; it must be longer");
    }
    if (!drain.cutsCalls() && longest(operation).compareTo(drain.limit()) > 0) {
      return Optional.of(
          tooLong(operation)
              + "with http.body-timeout, "
              + seconds(http.bodyTimeout())
              + ", and "
              + seconds(ANSWER.plus(Drain.LEAVING))
              + " to answer and to leave, node.grace-time must be at least "
              + seconds(longest(operation).plus(Drain.LEAVING)));
    }
    return Optional.empty();
  }

  private static String tooLong(Operation operation) {
    return "operation "
        + operation.id()
        + " has the timeout "
        + seconds(operation.timeout())
        + ", and ";
  }

  private static String seconds(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
