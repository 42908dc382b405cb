package io.sluice.gateway.http;

import java.time.Duration;

/**
 * The HTTP entrance's address and bounds.
 *
 * @param port 0 takes any free one
 * @param maxBodyBytes 413 above it
 * @param maxHeaderBytes all headers of a request together; 431 above it
 * @param maxUriBytes 414 above it
 * @param bodyTimeout how long a whole body may take to arrive; 408 after it
 * @param idleTimeout a connection that is silent for so long is closed
 */
public record HttpConfig(
    String host,
    int port,
    int maxBodyBytes,
    int maxHeaderBytes,
    int maxUriBytes,
    Duration bodyTimeout,
    Duration idleTimeout) {

  private static final int LARGEST_BODY = 1024 * 1024;

  public HttpConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("http.host is empty; it is an address or a name");
    }
    requireBetween("http.port", port, 0, 65_535);
    // A command is one Kafka record, and brokers take 1 MB unless told otherwise.
    requireBetween("http.max-body", maxBodyBytes, 1, LARGEST_BODY);
    requireBetween("http.max-headers", maxHeaderBytes, 256, 1024 * 1024);
    requireBetween("http.max-uri", maxUriBytes, 256, 1024 * 1024);
    requireBetween("http.body-timeout (ms)", bodyTimeout.toMillis(), 1, 3_600_000);
    requireBetween("http.idle-timeout (ms)", idleTimeout.toMillis(), 1, 3_600_000);
  }

  /** The defaults: 512 KB bodies, 8 KB headers, 4 KB URIs, 10 s a body, 60 s idle. */
  public static HttpConfig at(String host, int port) {
    return new HttpConfig(
        host, port, 512 * 1024, 8 * 1024, 4 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  private static void requireBetween(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + "; it is between " + least + " and " + most);
    }
  }
}
