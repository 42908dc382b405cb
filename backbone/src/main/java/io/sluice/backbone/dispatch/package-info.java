/**
 * The one seam between a gateway and its backbone, and the one between a backbone and its workers.
 *
 * <p>A gateway gives a command to a {@link Dispatcher}; {@link PendingCalls} holds the caller's
 * future until the reply is there or the deadline has passed. On the other side a transport gives
 * each command that it receives to a {@link CommandHandler}, or, where it sees to repetitions
 * itself, to a {@link CommandRunner}, and each event to an {@link EventHandler}.
 */
@NullMarked
package io.sluice.backbone.dispatch;

import org.jspecify.annotations.NullMarked;
