/**
 * Makes the calls, on one event loop, and counts what comes back.
 *
 * <p>{@code LoadGenerator} runs a {@code Load}: {@code ClosedLoop} keeps each {@code Caller} busy,
 * {@code TurnsLoop} lets many take turns, {@code OpenLoop} sends by the clock whatever the answers
 * do. Each answer is checked against what was sent ({@code EchoCall}) and counted in a {@code
 * Tally}.
 */
@NullMarked
package io.sluice.bench.load;

import org.jspecify.annotations.NullMarked;
