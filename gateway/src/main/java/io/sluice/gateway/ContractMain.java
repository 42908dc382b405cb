package io.sluice.gateway;

import io.sluice.cluster.node.NodeLogging;
import io.sluice.gateway.contract.Contract;
import io.sluice.gateway.contract.ContractException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code sluice contract check FILE}: tells every fault of a contract, one a line, on standard
 * error. Exit codes: 0 a gateway would take it, 1 it has faults, 2 it cannot be read.
 */
@Command(name = "sluice contract")
public final class ContractMain {

  private final PrintStream out;
  private final PrintStream err;

  private ContractMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    NodeLogging.configure();
    System.exit(new CommandLine(new ContractMain(System.out, System.err)).execute(args));
  }

  @Command(name = "check", description = "Tell every fault of a contract.")
  int check(@Parameters(paramLabel = "FILE") Path file) {
    try {
      int operations = Contract.load(file).operations().size();
      out.println(file + " is sound: " + operations + " operations");
      return 0;
    } catch (ContractException e) {
      e.faults().forEach(err::println);
      return 1;
    } catch (IOException e) {
      err.println("sluice: the file " + file + " cannot be read");
      return 2;
    }
  }
}
