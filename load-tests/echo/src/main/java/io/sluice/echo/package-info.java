/**
 * The service that the bench calls: it answers with what it was sent.
 *
 * <p>{@code EchoWorker} runs in a worker process as any service does; {@code OneProcess} runs it
 * and a gateway in one JVM, which is the shortest way that a call can take. {@code EntryWorker}
 * answers the same from a transaction.
 */
@NullMarked
package io.sluice.echo;

import org.jspecify.annotations.NullMarked;
