/**
 * The HTTP entrance as its clients see it, on real parts: {@link Parts} joins a gateway node and a
 * worker node to one cluster, once for all tests of the module. A test tells the {@link Worker} how
 * to answer its own case, calls by {@link Client}, or byte by byte by {@link RawConnection}.
 */
@NullMarked
package io.sluice.gateway.entrance;

import org.jspecify.annotations.NullMarked;
