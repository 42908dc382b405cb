package io.sluice.system.dev;

import io.sluice.system.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** One run for all tests that do not end it. */
final class RunningDev implements AutoCloseable {

  private final Checkout checkout;
  private final DevProcess process;
  private final Caller caller = new Caller(64);
  private final DevProcess.Ready ready;

  private RunningDev(Checkout checkout, DevProcess process) throws Exception {
    this.checkout = checkout;
    this.process = process;
    this.ready = process.ready();
  }

  static RunningDev start() throws Exception {
    Checkout checkout = Checkout.create();
    DevProcess process = checkout.dev(checkout.data("shared"));
    try {
      return new RunningDev(checkout, process);
    } catch (Exception | AssertionError e) {
      process.close();
      checkout.close();
      throw e;
    }
  }

  Checkout checkout() {
    return checkout;
  }

  DevProcess process() {
    return process;
  }

  Caller caller() {
    return caller;
  }

  DevProcess.Ready ready() {
    return ready;
  }

  Orders orders() {
    return new Orders(caller, ready);
  }

  Path data() {
    return checkout.data("shared");
  }

  @Override
  public void close() throws IOException, TimeoutException {
    caller.close();
    process.close();
    checkout.close();
  }
}
