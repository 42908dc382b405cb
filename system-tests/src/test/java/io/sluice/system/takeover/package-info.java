/**
 * How long a partition is read by nobody after its consumer has died or left, by the two protocols
 * of Kafka's consumer groups: {@link TakeoverMain}, run by hand, gave the figures of
 * docs/decisions/0017. {@link StoppedConsumerTest} is about a consumer that comes back after it was
 * given up (0019).
 */
@NullMarked
package io.sluice.system.takeover;

import org.jspecify.annotations.NullMarked;
