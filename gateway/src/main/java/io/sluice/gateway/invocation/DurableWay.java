package io.sluice.gateway.invocation;

/**
 * Where the commands of a durable operation go.
 *
 * @param allowsAccepted whether its callers know of 202
 */
public record DurableWay(String operation, String service, String topic, boolean allowsAccepted) {}
