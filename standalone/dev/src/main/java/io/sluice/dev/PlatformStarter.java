package io.sluice.dev;

/** Starts the gateway and the workers on a broker and a database that already answer. */
@FunctionalInterface
public interface PlatformStarter {

  /** Returns when the HTTP port answers; a failure leaves nothing of the platform running. */
  Platform start(StandaloneParts parts, DevOptions options) throws Exception;
}
