package io.sluice.gateway.dispatch;

import io.sluice.backbone.dispatch.Dispatcher;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.CallDispatcher;
import io.sluice.gateway.call.CallOutcome;
import io.vertx.core.Future;

/** Calls that leave no record: a transport's outcome is what their caller is told. */
record UnrecordedDispatcher(Dispatcher transport) implements CallDispatcher {

  @Override
  public Future<CallOutcome> dispatch(Call call) {
    return transport.dispatch(call.command()).map(CallOutcome.Ended::new);
  }

  @Override
  public void cancel(Call call) {
    transport.cancel(call.command());
  }
}
