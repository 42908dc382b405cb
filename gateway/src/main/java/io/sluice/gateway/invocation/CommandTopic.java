package io.sluice.gateway.invocation;

/**
 * Where a service gets the commands of its durable operations.
 *
 * @param service whose consumer group reads the topic
 */
public record CommandTopic(String service, String topic) {}
