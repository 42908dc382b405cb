/**
 * Durable invocations on real parts: {@code Parts} starts Kafka, PostgreSQL, workers ({@code
 * DeedsWorker}) and two gateways whose ledger lies behind a proxy, on a server of its own ({@code
 * LedgerServer}); {@code Client} calls them.
 */
@NullMarked
package io.sluice.system.invocation;

import org.jspecify.annotations.NullMarked;
