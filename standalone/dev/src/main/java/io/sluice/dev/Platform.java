package io.sluice.dev;

/** The gateway and the workers, running and listening. */
public interface Platform extends AutoCloseable {

  int httpPort();

  int managementPort();

  /** Drains and stops; it has less than 9 s for that, together with Kafka and PostgreSQL. */
  @Override
  void close();
}
