/**
 * Commands and replies over Kafka.
 *
 * <p>Gateway: {@link KafkaDispatcher} → {@link RecordSender} ══ command topic; {@link ReplyLane} ══
 * reply topic → {@code PendingCalls}. Worker: {@link KafkaCommandConsumer} ══ command topic →
 * {@code CommandHandler} → {@link KafkaReplySender} ══ reply topic. {@link KafkaWireForm} is the
 * CloudEvents Kafka binding that both sides speak.
 */
@NullMarked
package io.sluice.backbone.kafka;

import org.jspecify.annotations.NullMarked;
