/** The first reply to each command, in the service's database: {@link Inbox}. */
@NullMarked
package io.sluice.workers.inbox;

import org.jspecify.annotations.NullMarked;
