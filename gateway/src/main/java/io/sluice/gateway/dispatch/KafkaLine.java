package io.sluice.gateway.dispatch;

import io.sluice.backbone.kafka.RecordSender;
import io.sluice.backbone.kafka.ReplyLane;

/** This gateway's two ends on Kafka: commands out, replies in. */
public record KafkaLine(RecordSender sender, ReplyLane lane) {}
