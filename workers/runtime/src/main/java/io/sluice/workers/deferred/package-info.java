/**
 * Replies that come later than their commands end: a transaction writes into {@link
 * DeferredReplies} that one does, another one the {@link LateReply}; after its commit the {@link
 * ReplySender} sends it, and the relay finds in the {@link ReplyBacklog} those that nobody has sent
 * in time. {@link WaitingReplies} counts those that are not there yet.
 */
@NullMarked
package io.sluice.workers.deferred;

import org.jspecify.annotations.NullMarked;
