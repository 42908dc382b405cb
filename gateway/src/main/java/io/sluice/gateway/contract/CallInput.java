package io.sluice.gateway.contract;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent, before anything of it is believed.
 *
 * @param pathParameters by name, decoded, as {@link Match.Found} has them
 * @param query decoded; names are compared exactly, whatever the map does with case
 * @param headers compared without case
 * @param body whole; null or empty means none; must not change any more
 */
public record CallInput(
    Map<String, String> pathParameters, MultiMap query, MultiMap headers, @Nullable Buffer body) {}
