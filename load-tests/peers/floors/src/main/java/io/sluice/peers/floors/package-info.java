/**
 * The least that each part of a call's way costs on our stack, with nothing of Sluice in it.
 *
 * <p>Each floor is an {@link io.sluice.peers.floors.EchoServer} with another way to the answer:
 * {@code BareHttp} has it at hand (A), {@code LocalBus} asks a verticle of its own JVM (B), {@code
 * ClusteredBus} a verticle of another JVM (C), {@code PlainKafka} a consumer behind Kafka (D).
 */
package io.sluice.peers.floors;
