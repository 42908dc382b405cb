package io.sluice.system.fault;

import java.util.List;

/**
 * One row of the table: what happens while calls come in, and what must hold afterwards.
 *
 * @param name for the command line
 * @param fault in words
 * @param operations which are called, each in turn
 * @param strike lets the fault happen and heals it; the load runs before, meanwhile and after
 * @param judge what must hold
 */
record Scenario(String name, String fault, List<String> operations, Strike strike, Judge judge) {

  static final String BUS_SAFE = "/bus-safe";
  static final String BUS_NEVER = "/bus-never";
  static final String KEYED = "/keyed";
  static final String PATIENT = "/patient";
  static final String BUS_HURRIED = "/bus-hurried";
  static final String KEYED_HURRIED = "/keyed-hurried";
  static final String SLOW = "/slow";

  Scenario {
    operations = List.copyOf(operations);
  }

  /** The same fault for other operations. */
  Scenario on(String... others) {
    return new Scenario(name, fault, List.of(others), strike, judge);
  }

  interface Strike {
    void at(FaultRun run) throws Exception;
  }

  interface Judge {
    List<Check> of(FaultRun.Seen seen);
  }
}
