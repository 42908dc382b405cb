/**
 * A message's work, once: {@link ExactlyOnce} makes {@link Attempt}s until one counts. An attempt
 * claims the message, runs the handler's work, and commits its changes, its events and a record of
 * the message together: {@link Once} says which, {@link CommandOnce} the reply, {@link EventOnce}
 * the key's position. {@link ServiceTransactions} is all that for one service on one node.
 */
@NullMarked
package io.sluice.workers.transaction;

import org.jspecify.annotations.NullMarked;
