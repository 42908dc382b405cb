/**
 * What a team writes: a {@link WorkerVerticle} that names its {@link Handlers}; a handler gets its
 * input and the {@link Call}, and comes back with a result, an {@link Answer} or a {@link
 * Rejection}. A handler of events gets the event's data and the {@link StreamEvent}.
 */
@NullMarked
package io.sluice.workers.handler;

import org.jspecify.annotations.NullMarked;
