/**
 * What a node counts and measures, in Prometheus' terms.
 *
 * <p>The path: a part registers its meters at {@code Metrics.registry()} → {@code MeterNames}
 * checks the name → {@code Metrics.scrape()} prints them for the management port.
 */
@NullMarked
package io.sluice.cluster.telemetry;

import org.jspecify.annotations.NullMarked;
