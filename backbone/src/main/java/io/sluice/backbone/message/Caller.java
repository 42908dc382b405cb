package io.sluice.backbone.message;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the gateway authenticated it; never a token.
 *
 * @param tenant null where the gateway knows no tenants
 */
public record Caller(String principal, @Nullable String tenant) {

  public static final Caller ANONYMOUS = new Caller("anonymous", null);
}
