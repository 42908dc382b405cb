package io.sluice.bench.load;

import java.net.URI;

/**
 * What is called, and how.
 *
 * @param async whether calls ask for 202 at once, and count when the invocation's answer is there:
 *     each is two requests, one after the other
 */
public record Endpoint(URI uri, boolean async) {

  /** Calls that wait for their answer. */
  public static Endpoint sync(URI uri) {
    return new Endpoint(uri, false);
  }
}
