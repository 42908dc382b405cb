package io.sluice.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The one PostgreSQL server that every measured worker uses. */
public final class Database implements AutoCloseable {

  private final MeasuredProcess process;
  private final Map<String, String> ready;

  private Database(MeasuredProcess process, Map<String, String> ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Starts it and waits until it answers. */
  public static Database start(Path home, Path data, List<String> services, Path logs)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    services.forEach(service -> arguments.addAll(List.of("--service", service)));
    var command =
        new JavaCommand(home)
            .of("standalone/embedded", "io.sluice.embedded.DatabaseMain", arguments);
    var process = MeasuredProcess.start("database", command, logs);
    try {
      return new Database(process, process.awaitReady());
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /**
   * How a service gets at its own.
   *
   * @param user the database's name, too
   */
  public record Access(int port, String user, String password) {

    public String url() {
      return "jdbc:postgresql://127.0.0.1:" + port + "/" + user;
    }
  }

  public Access access(String service) {
    return new Access(
        Integer.parseInt(said("port")), said(service + ".user"), said(service + ".password"));
  }

  /** The server's first process, which the others are children of. */
  public long pid() {
    return Long.parseLong(said("pid"));
  }

  @Override
  public void close() {
    process.close();
  }

  private String said(String name) {
    return Objects.requireNonNull(ready.get(name), name);
  }
}
