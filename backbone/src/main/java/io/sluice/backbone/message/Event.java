package io.sluice.backbone.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact that already happened, published to a stream.
 *
 * @param name what happened; CloudEvents {@code type}
 * @param time when it happened
 * @param invocation the invocation that led to it, if any
 * @param causation the id of the command or event that led to it, if any
 * @param sequence counts per stream and key, without gaps; a reader drops what is not above the
 *     last it saw. Null where the sender does not count
 */
public record Event(
    UUID id,
    String name,
    String source,
    String key,
    Instant time,
    @Nullable InvocationId invocation,
    @Nullable UUID causation,
    @Nullable Long sequence,
    TraceContext trace,
    Payload payload)
    implements Message {}
