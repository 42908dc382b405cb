/**
 * The order service: {@link OrderWorker} places, gets and lists orders, which {@link Orders} keeps
 * in the service's own database, opened by {@link OrderDatabase}.
 */
@NullMarked
package io.sluice.shipping.order;

import org.jspecify.annotations.NullMarked;
