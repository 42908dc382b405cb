package io.sluice.backbone.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells about an invocation without ending it.
 *
 * @param causation the id of the command that is being worked on
 * @param operation the contract's operationId; CloudEvents {@code type} adds {@code .progress}
 * @param recorded as of the command: the ledger has a row for the invocation
 */
public record Progress(
    UUID id,
    InvocationId invocation,
    UUID causation,
    String operation,
    String source,
    @Nullable String key,
    Instant time,
    int attempt,
    boolean recorded,
    TraceContext trace,
    Payload payload)
    implements Message {}
