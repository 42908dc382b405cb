package io.sluice.gateway.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an invocation came to what; null for what has not happened, or is not known.
 *
 * @param accepted when the gateway took the call
 * @param sent when its command was acknowledged
 * @param started when a worker began
 * @param finished when a worker replied
 */
public record Timeline(
    Instant accepted,
    @Nullable Instant sent,
    @Nullable Instant started,
    @Nullable Instant finished) {}
