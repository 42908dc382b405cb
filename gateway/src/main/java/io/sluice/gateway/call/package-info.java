/**
 * What an entrance and the line behind it say to each other: a {@code Call} goes in, a {@code
 * CallOutcome} comes back, through a {@code CallDispatcher}. HTTP and WebSocket know the same.
 */
@NullMarked
package io.sluice.gateway.call;

import org.jspecify.annotations.NullMarked;
