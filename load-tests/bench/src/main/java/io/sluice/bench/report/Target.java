package io.sluice.bench.report;

import java.util.Optional;

/**
 * What a figure shall be.
 *
 * @param what the figure, in words
 * @param must the bound that counts as met
 * @param aim the bound that we want
 * @param figure empty where this run did not measure it
 */
record Target(String what, Bound must, Bound aim, Optional<Double> figure) {

  /** Where a figure has to lie. */
  record Bound(boolean atLeast, double value) {

    static Bound atLeast(double value) {
      return new Bound(true, value);
    }

    static Bound atMost(double value) {
      return new Bound(false, value);
    }

    boolean holds(double figure) {
      return atLeast ? figure >= value : figure <= value;
    }

    @Override
    public String toString() {
      return (atLeast ? "≥ " : "≤ ") + Numbers.short3(value);
    }
  }

  String verdict() {
    return figure
        .map(value -> aim.holds(value) ? "met, aim too" : must.holds(value) ? "met" : "**not met**")
        .orElse("not measured");
  }
}
