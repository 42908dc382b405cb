/**
 * Invocations that survive: {@code DurableDispatcher} takes the calls of durable operations; {@code
 * Ledger} is their record in PostgreSQL; {@code ReplyRecorder} writes what workers reply; {@code
 * Sweeper} sends again what may have been lost; {@code Invocations} is what callers see of them
 * later.
 */
@NullMarked
package io.sluice.gateway.invocation;

import org.jspecify.annotations.NullMarked;
