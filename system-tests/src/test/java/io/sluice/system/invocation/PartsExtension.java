package io.sluice.system.invocation;

import io.sluice.system.SharedParts;

/** The parts of these tests. */
final class PartsExtension extends SharedParts<Parts> {

  PartsExtension() {
    super(Parts.class, Parts::start);
  }
}
