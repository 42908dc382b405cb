package io.sluice.system.process;

import io.sluice.system.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The contract of a fleet's gateways: it begins without one operation, breaks, and is mended. */
final class ChangingContract {

  private static final String SHIPPING = "workers/shipping/contract/openapi.yaml";
  private static final String LIST = "    get:\n      operationId: listOrders";
  private static final String NEXT_PATH = "  /orders/{orderId}:";

  private final Path file;
  private final String whole;

  private ChangingContract(Path file, String whole) {
    this.file = file;
    this.whole = whole;
  }

  /** Without the operation that lists orders. */
  static ChangingContract in(Path folder) throws IOException {
    String whole = Files.readString(Repository.root().resolve(SHIPPING));
    var contract = new ChangingContract(folder.resolve("openapi.yaml"), whole);
    contract.replace(contract.withoutList());
    return contract;
  }

  Path file() {
    return file;
  }

  /** With one fault. */
  void damage() throws IOException {
    replace(whole.replace("transport: kafka", "transport: pigeon"));
  }

  /** Without a fault, and with the operation that lists orders. */
  void mend() throws IOException {
    replace(whole);
  }

  private String withoutList() {
    int begin = whole.indexOf(LIST);
    int end = whole.indexOf(NEXT_PATH);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(SHIPPING + " has changed");
    }
    return whole.substring(0, begin) + whole.substring(end);
  }

  /** As the operating guide asks: nobody reads half of it. */
  private void replace(String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling("openapi.next"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
