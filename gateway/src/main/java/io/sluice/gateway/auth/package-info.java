/**
 * Who calls, and what the caller may do: {@link AuthConfig} → an {@link Authenticator}, {@link
 * BearerTokens} or {@link Anonymous} → {@link Authentication} → {@link Challenge} where it is not
 * enough. Every entrance asks it before it reads a body.
 */
@NullMarked
package io.sluice.gateway.auth;

import org.jspecify.annotations.NullMarked;
