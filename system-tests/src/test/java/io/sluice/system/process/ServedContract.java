package io.sluice.system.process;

import io.sluice.system.Caller;
import java.util.concurrent.TimeoutException;

/** What a gateway serves. */
final class ServedContract {

  private ServedContract() {}

  /** Of the contract, which its document has and the header names. */
  static String version(Caller caller, String gateway) throws TimeoutException {
    var document = caller.get(gateway + "/openapi.json");
    String version = String.valueOf(document.header("sluice-contract"));
    boolean lists = document.body().toString().contains("listOrders");
    return lists ? version + " with listOrders" : version;
  }
}
