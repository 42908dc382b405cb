/**
 * From a command to its reply: {@link CommandProcessor} checks the expiry and the {@link
 * Cancellations}, finds the handler, reads the input by {@link JsonData}, runs it within a bound,
 * and turns whatever comes of it into a result; {@link Failures} says which failure is tried again.
 * {@link ProgressReports} tell how far it is. {@link StartedOnce} keeps what is never retried from
 * running twice. {@link RetriesInPlace} repeats for a transport that does not see to it itself.
 *
 * <p>From an event to the record that the service is done with it: {@link EventProcessor}.
 */
@NullMarked
package io.sluice.workers.processing;

import org.jspecify.annotations.NullMarked;
