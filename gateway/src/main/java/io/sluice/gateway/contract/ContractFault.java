package io.sluice.gateway.contract;

/**
 * One thing that is wrong with a contract, said so that its author can put it right.
 *
 * @param file the contract's file name
 * @param line the line of the place, or of the nearest thing around it that exists; from 1
 * @param pointer the place as a JSON pointer fragment, such as {@code #/paths/~1orders/get}
 * @param found what is there
 * @param allowed what may be there instead
 */
public record ContractFault(String file, int line, String pointer, String found, String allowed) {
  @Override
  public String toString() {
    return file + ":" + line + " " + pointer + ": found " + found + "; allowed: " + allowed;
  }
}
