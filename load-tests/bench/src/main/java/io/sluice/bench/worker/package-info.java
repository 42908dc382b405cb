/**
 * Workers without a gateway: {@code WorkerBench} lets the running ones take turns. {@code
 * SentCommands} go to a worker's topic and {@code ReplyLane} sees what comes back; {@code Turn} is
 * one load on one worker, with what it cost; {@code DatabaseLog} tells how often PostgreSQL flushed
 * its log.
 */
@NullMarked
package io.sluice.bench.worker;

import org.jspecify.annotations.NullMarked;
