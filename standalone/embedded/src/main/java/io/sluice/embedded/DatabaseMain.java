package io.sluice.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The embedded database as a process of its own, for those who measure what is not the database.
 *
 * <p>When it answers it prints the one line {@code ready port=PORT pid=PID}, with the server's own
 * process, and for each service {@code SERVICE.user=USER SERVICE.password=PASSWORD}; the user's
 * name is the database's, too. It ends by a signal, or when its standard input ends, so that it
 * does not outlive who started it.
 */
@Command(name = "database", sortOptions = false)
public final class DatabaseMain implements Callable<Integer> {

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "where it keeps all")
  private Path data = Path.of("");

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "a service that shall have a database; may stand several times")
  private List<String> services = new ArrayList<>();

  private final PrintStream out;

  private DatabaseMain(PrintStream out) {
    this.out = out;
  }

  /** Exit codes: 0 at its end, 1 when the start failed, 2 when the arguments are wrong. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new DatabaseMain(System.out)).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    var database = EmbeddedDatabase.start(data);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(database), "end"));
    var ready = new StringBuilder("ready port=" + database.port());
    ready.append(" pid=" + Files.readAllLines(DatabaseFiles.in(data).pidFile()).getFirst());
    for (String service : services) {
      ServiceDatabase one = database.createService(service);
      ready.append(" %s.user=%s".formatted(service, one.user()));
      ready.append(" %s.password=%s".formatted(service, one.password()));
    }
    out.println(ready);
    out.flush();
    int read = System.in.read();
    while (read >= 0) {
      read = System.in.read();
    }
    return 0;
  }

  private static void end(EmbeddedDatabase database) {
    try {
      database.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
