package io.sluice.backbone.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What travels on the backbone: one CloudEvent, in one of five roles. */
public sealed interface Message permits Command, Reply, Progress, Event, Cancellation {

  /** UUIDv7; unique for the message. A command keeps its id over re-send and redispatch. */
  UUID id();

  /** Who sent it, a URI reference such as {@code /gateway/<node>}. */
  String source();

  /** The ordering key (CloudEvents {@code subject}, Kafka's record key); null: no order. */
  @Nullable String key();

  /** When it was made, in whole milliseconds, UTC. */
  Instant time();

  TraceContext trace();
}
