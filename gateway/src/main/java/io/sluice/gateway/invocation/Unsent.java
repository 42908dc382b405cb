package io.sluice.gateway.invocation;

import io.sluice.backbone.message.Command;

/**
 * A recorded command that may have to be sent again.
 *
 * @param command as it was recorded, without an address for its reply
 * @param service who handles it
 */
record Unsent(Command command, String service, String topic) {}
