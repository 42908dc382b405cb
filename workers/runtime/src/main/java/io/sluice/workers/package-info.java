/**
 * A node that runs workers: {@link WorkerNode} deploys a {@code WorkerVerticle}, gives its handlers
 * to a {@code CommandProcessor}, and connects that to Kafka and to the event bus.
 */
@NullMarked
package io.sluice.workers;

import org.jspecify.annotations.NullMarked;
