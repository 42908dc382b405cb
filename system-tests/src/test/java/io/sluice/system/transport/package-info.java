/**
 * The same operations over both transports, from HTTP to the worker and back.
 *
 * <p>The path: {@link Parts} starts Kafka, two gateway nodes and a worker node in this JVM, each on
 * a clustered Vert.x of its own, so that every message is on a wire; {@code probe.yaml} is their
 * contract, once for each transport; {@link ProbeWorker} handles it, and {@link Probe} holds what
 * it saw.
 */
@NullMarked
package io.sluice.system.transport;

import org.jspecify.annotations.NullMarked;
