package io.sluice.gateway.http;

import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.ValueType;
import java.time.Duration;
import java.util.List;

/**
 * The HTTP entrance's address and bounds.
 *
 * @param port 0 takes any free one
 * @param maxBodyBytes 413 above it
 * @param maxHeaderBytes all headers of a request together; 431 above it
 * @param maxUriBytes 414 above it
 * @param headerTimeout how long a request's head may take from its first byte; 408 after it
 * @param bodyTimeout how long a whole body may take to arrive; 408 after it
 * @param idleTimeout a connection that is silent for so long is closed
 */
public record HttpConfig(
    String host,
    int port,
    int maxBodyBytes,
    int maxHeaderBytes,
    int maxUriBytes,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout) {

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int LARGEST_BODY = 900 * 1024;

  private static final Key<String> HOST =
      Key.preset("http.host", "127.0.0.1", ValueType.text(), "the address that clients call");
  private static final Key<Integer> PORT =
      Key.preset(
          "http.port",
          "8080",
          ValueType.integer(0, 65_535),
          "the port that clients call; 0 takes any free one");
  private static final Key<Integer> MAX_BODY =
      Key.preset(
          "http.max-body",
          "512KB",
          ValueType.size("1B", "900KB"),
          "a larger body is answered by 413");
  private static final Key<Integer> MAX_HEADERS =
      Key.preset(
          "http.max-headers",
          "8KB",
          ValueType.size("256B", "1MB"),
          "larger headers, all together, are answered by 431");
  private static final Key<Integer> MAX_URI =
      Key.preset(
          "http.max-uri", "4KB", ValueType.size("256B", "1MB"), "a longer one is answered by 414");
  private static final Key<Duration> HEADER_TIMEOUT =
      Key.preset(
          "http.header-timeout",
          "5s",
          ValueType.duration(Duration.ofMillis(1), LONGEST),
          "how long a request's headers may take from its first byte; then 408");
  private static final Key<Duration> BODY_TIMEOUT =
      Key.preset(
          "http.body-timeout",
          "10s",
          ValueType.duration(Duration.ofMillis(1), LONGEST),
          "how long a whole body may take to arrive; then 408");
  private static final Key<Duration> IDLE_TIMEOUT =
      Key.preset(
          "http.idle-timeout",
          "60s",
          ValueType.duration(Duration.ofMillis(1), LONGEST),
          "a connection that is silent for so long is closed");

  private static final Duration LONGEST_POLL = Duration.ofSeconds(30);

  /** What an operator can set. */
  public static final List<Key<?>> KEYS =
      List.of(
          HOST, PORT, MAX_BODY, MAX_HEADERS, MAX_URI, HEADER_TIMEOUT, BODY_TIMEOUT, IDLE_TIMEOUT);

  public HttpConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("http.host is empty; it is an address or a name");
    }
    requireBetween("http.port", port, 0, 65_535);
    // A command is one Kafka record with its headers; brokers take 1 MB unless told otherwise.
    requireBetween("http.max-body", maxBodyBytes, 1, LARGEST_BODY);
    requireBetween("http.max-headers", maxHeaderBytes, 256, 1024 * 1024);
    requireBetween("http.max-uri", maxUriBytes, 256, 1024 * 1024);
    requireBetween("http.header-timeout (ms)", headerTimeout.toMillis(), 1, 3_600_000);
    requireBetween("http.body-timeout (ms)", bodyTimeout.toMillis(), 1, 3_600_000);
    requireBetween("http.idle-timeout (ms)", idleTimeout.toMillis(), 1, 3_600_000);
  }

  /** How long a caller may wait for news of an invocation: 30 s, and not until it looks dead. */
  Duration longestPoll() {
    Duration half = idleTimeout.dividedBy(2);
    return half.compareTo(LONGEST_POLL) < 0 ? half : LONGEST_POLL;
  }

  /** As the operator has set it. */
  public static HttpConfig from(Settings settings) {
    return new HttpConfig(
        settings.get(HOST),
        settings.get(PORT),
        settings.get(MAX_BODY),
        settings.get(MAX_HEADERS),
        settings.get(MAX_URI),
        settings.get(HEADER_TIMEOUT),
        settings.get(BODY_TIMEOUT),
        settings.get(IDLE_TIMEOUT));
  }

  /**
   * The defaults: 512 KB bodies, 8 KB headers, 4 KB URIs, 5 s the headers, 10 s a body, 60 s idle.
   */
  public static HttpConfig at(String host, int port) {
    return new HttpConfig(
        host,
        port,
        512 * 1024,
        8 * 1024,
        4 * 1024,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60));
  }

  private static void requireBetween(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + "; it is between " + least + " and " + most);
    }
  }
}
