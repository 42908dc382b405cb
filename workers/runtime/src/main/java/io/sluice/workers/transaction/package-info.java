/**
 * A command's work, once: {@link ExactlyOnce} makes {@link Attempt}s until one counts. An attempt
 * claims the command in the inbox, runs the handler's work, and commits its changes, its reply and
 * its events together. {@link ServiceTransactions} is all that for one service on one node.
 */
@NullMarked
package io.sluice.workers.transaction;

import org.jspecify.annotations.NullMarked;
