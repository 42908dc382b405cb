/**
 * The HTTP entrance.
 *
 * <p>{@link StrictRequestDecoder} → {@link HttpRoutes} → {@link OperationCalls} matches the call by
 * the contract → {@link BodyReader} → {@link RequestMapper} → the operation's {@code Dispatcher} →
 * {@link ResponseMapper}. Whatever is refused on the way leaves as a problem, by {@link
 * ProblemWriter}.
 */
@NullMarked
package io.sluice.gateway.http;

import org.jspecify.annotations.NullMarked;
