package io.sluice.workers.handler;

import org.jspecify.annotations.Nullable;

/** Tells whoever waits for a call how far it is; see {@link Call#progress}. Thread-safe. */
public interface ProgressReport {

  /** Of a call whose progress nobody can be told. */
  ProgressReport NONE =
      new ProgressReport() {
        @Override
        public void tell(@Nullable Integer percent, @Nullable String message) {}

        @Override
        public void end() {}
      };

  /** Never fails and never blocks. */
  void tell(@Nullable Integer percent, @Nullable String message);

  /** The call has ended: nothing is told any more. */
  void end();
}
