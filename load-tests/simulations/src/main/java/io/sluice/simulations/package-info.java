/**
 * Load on a running Sluice with the shipping example, as its clients would make it: Gatling's
 * simulations, each with every {@code Profile}.
 *
 * <p>{@code PlaceOrders} goes over Kafka, {@code ReadOrders} over the event bus, {@code Mixed} over
 * both. {@code OrderCalls} has the calls, {@code Shipping} what all simulations share.
 */
@NullMarked
package io.sluice.simulations;

import org.jspecify.annotations.NullMarked;
