package io.sluice.gateway.invocation;

import io.sluice.backbone.kafka.Position;
import io.sluice.backbone.message.Command;
import io.sluice.gateway.call.Fingerprint;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a call before its caller is told so.
 *
 * @param command whole, so that it can be sent again; its expiry is when the invocation expires
 * @param owner told apart by it, two calls of the same key know whose the row is
 * @param fingerprint null without a key
 * @param position where its command lies, when it was acknowledged already; else null
 */
record NewInvocation(
    Command command,
    String service,
    String topic,
    UUID owner,
    @Nullable Fingerprint fingerprint,
    @Nullable Position position) {}
