/**
 * Commands and replies over Kafka.
 *
 * <p>Gateway: {@link KafkaDispatcher} → {@link RecordSender} ══ command topic; {@link ReplyLane} ══
 * reply topic → {@code PendingCalls}. Worker: {@link KafkaCommandConsumer} ══ command topic →
 * {@link WorkInHand} → {@link KeyQueues} → {@link DeliveryProcessor} → {@code CommandRunner} →
 * {@link KafkaReplySender} ══ reply topic; what fails for long → {@link Parking}, what is no
 * command, or given up → {@link DeadLetters} ══ {@code <topic>.dlq}; {@link OffsetCommits} renew
 * the {@link Lease} without which nothing starts. {@link KafkaWireForm} is the CloudEvents Kafka
 * binding that both sides speak.
 */
@NullMarked
package io.sluice.backbone.kafka;

import org.jspecify.annotations.NullMarked;
