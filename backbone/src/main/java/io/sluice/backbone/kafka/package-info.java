/**
 * Commands, replies and events over Kafka.
 *
 * <p>Gateway: {@link KafkaDispatcher}, or {@link KafkaCommandSender} for what nobody waits for →
 * {@link RecordSender} ══ command topic; {@link ReplyLane} ══ reply topic → {@code PendingCalls},
 * and what concerns the ledger → {@link RecordedAnswers}; what a gateway that is gone has left
 * there → {@link DurableReplies} → {@link AnswerHandover}. {@link KafkaCancellationSender} ══
 * control topic. Worker: {@link KafkaCommandConsumer} → {@link GroupReader} ══ command topic →
 * {@link WorkInHand} → {@link ReadAhead} → {@link KeyQueues} → {@link DeliveryProcessor} → {@code
 * CommandRunner} → {@link KafkaReplySender}, and before it {@link KafkaProgressSender} ══ reply
 * topic; what fails for long → {@link Parking}, what is no command, or given up → {@link
 * DeadLetters} ══ {@code <topic>.dlq}; {@link OffsetCommits} renew the {@link Lease} without which
 * nothing starts. {@link KafkaWireForm} is the CloudEvents Kafka binding that both sides speak.
 *
 * <p>Events go out by {@link KafkaEventSender} and come in by {@link KafkaEventConsumer}, on the
 * same way as commands but for its end: {@link EventProcessing} → {@code EventHandler}.
 */
@NullMarked
package io.sluice.backbone.kafka;

import org.jspecify.annotations.NullMarked;
