/**
 * Commands and replies over the clustered event bus.
 *
 * <p>Gateway: {@link EventBusDispatcher} asks the {@link WorkerDirectory} for the node with the
 * least outstanding work and sends there; the bus's own reply carries the reply message. Worker:
 * {@link EventBusCommandConsumer} → {@code CommandHandler}; an {@link Announcer} tells every
 * directory once a second that the node is there. {@link BusWireForm} is what both sides speak.
 *
 * <p>Whichever transport has a command, its cancellation goes over the bus: {@link
 * CancellingDispatcher} → {@link CancellationConsumer}.
 */
@NullMarked
package io.sluice.backbone.eventbus;

import org.jspecify.annotations.NullMarked;
