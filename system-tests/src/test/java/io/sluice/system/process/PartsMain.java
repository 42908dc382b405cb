package io.sluice.system.process;

import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Kafka and PostgreSQL in one process, which ends when its standard input does, or by a signal. */
final class PartsMain {

  private PartsMain() {}

  /** Takes the folder for all data; prints one line {@code ready name=value ...}. */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    var database = EmbeddedDatabase.start(data.resolve("postgres"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(database)));
    var kafka = EmbeddedKafka.start(data.resolve("kafka"));
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
    var service = database.createService("shipping.order");
    var ledger = database.createService("sluice.ledger");
    System.out.printf(
        "ready kafka=%s host=%s port=%d database=%s user=%s password=%s"
            + " ledger-database=%s ledger-user=%s ledger-password=%s%n",
        kafka.bootstrapServers(),
        service.host(),
        service.port(),
        service.database(),
        service.user(),
        service.password(),
        ledger.database(),
        ledger.user(),
        ledger.password());
    while (System.in.read() >= 0) {
      // Nobody writes: the end is what is waited for.
    }
    System.exit(0);
  }

  private static void close(EmbeddedDatabase database) {
    try {
      database.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
