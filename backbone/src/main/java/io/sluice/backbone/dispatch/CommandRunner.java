package io.sluice.backbone.dispatch;

import io.sluice.backbone.message.Command;
import io.vertx.core.Future;

/**
 * What runs a received command once. Whether and when it runs again is the transport's to see to,
 * because only the transport knows what waits behind it.
 */
public interface CommandRunner {

  /**
   * Runs it, as the attempt that the command says. Called on the Vert.x context that the transport
   * was given.
   *
   * @return never fails and always ends
   */
  Future<RunResult> run(Command command);

  /**
   * How often a command of the operation may be begun, when runs that ended with their process
   * count, too. What has been begun more often is given up without another run.
   *
   * @return {@link Integer#MAX_VALUE} where that need not be counted
   */
  default int mostAttempts(String operation) {
    return Integer.MAX_VALUE;
  }
}
