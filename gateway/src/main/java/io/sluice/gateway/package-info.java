/**
 * The gateway: {@link Gateway} starts and stops its parts in order; a {@link GatewayVerticle} on
 * each event loop serves HTTP. The only package that knows all the others.
 */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
