/**
 * What the service is done with, in its database: each command, with its first reply, in the {@link
 * Inbox}; events in the {@link EventInbox}.
 */
@NullMarked
package io.sluice.workers.inbox;

import org.jspecify.annotations.NullMarked;
