/**
 * What the service is done with, in its database: each command, with its first reply when that is
 * there, in the {@link Inbox}; events in the {@link EventInbox}.
 */
@NullMarked
package io.sluice.workers.inbox;

import org.jspecify.annotations.NullMarked;
