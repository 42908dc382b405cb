/**
 * Events on their way out: a transaction writes {@link NewEvent}s to the {@link Outbox}, where they
 * get their sequence; after its commit the {@link EventSender} publishes them, and the {@link
 * Relay} those of the {@link EventBacklog}, which nobody has published in time.
 */
@NullMarked
package io.sluice.workers.outbox;

import org.jspecify.annotations.NullMarked;
