package io.sluice.cluster.node;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Leaves out one error that is none: Vert.x 5.0.8 throws "Promise already completed" for each event
 * bus message that it could not write to a node that has gone. That the node has gone is logged.
 */
public final class FailedWriteFilter extends Filter<ILoggingEvent> {

  @Override
  public FilterReply decide(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    boolean isFailedWrite =
        thrown != null
            && event.getLoggerName().equals("io.vertx.core.impl.ContextImpl")
            && "Promise already completed".equals(thrown.getMessage());
    return isFailedWrite ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
