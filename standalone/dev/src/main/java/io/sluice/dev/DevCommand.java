package io.sluice.dev;

import io.sluice.cluster.node.Ending;
import io.sluice.embedded.LeftoverServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code sluice dev}: runs everything in this process until a signal ends it. */
@Command(
    name = "sluice dev",
    description = "Runs the gateway, the workers, Kafka and PostgreSQL in one process.",
    sortOptions = false)
public final class DevCommand implements Callable<Integer> {

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "where clients call; 0: any free port (default: 8080)")
  private int httpPort = 8080;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "health, metrics, console; 0: any free port (default: 9090)")
  private int managementPort = 9090;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where all data are kept (default: .sluice)")
  private Path data = Path.of(".sluice");

  @Option(names = "--clean", description = "delete the data of earlier runs first")
  private boolean clean;

  @Option(
      names = "--contract",
      paramLabel = "FILE",
      description = "a contract of your own (default: the example's)")
  private List<Path> contract = new ArrayList<>();

  @Option(
      names = "--verticle",
      paramLabel = "CLASS",
      description = "a worker of your own, on --classpath DIR; may stand several times")
  private List<String> verticles = new ArrayList<>();

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "a stream that your workers publish to; may stand several times")
  private List<String> streams = new ArrayList<>();

  /** A terminal or a script waits no longer than ten. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

  private final PlatformStarter starter;
  private final Ending ending;
  private final PrintStream out;
  private final PrintStream err;

  private DevCommand(PlatformStarter starter, Ending ending, PrintStream out, PrintStream err) {
    this.starter = starter;
    this.ending = ending;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the command to its end; for {@code main}, which gives the result to {@link System#exit}.
   *
   * @return 0 after a signal, 1 when the start failed, 2 when the arguments are wrong
   */
  public static int run(PlatformStarter starter, String... arguments) {
    Ending ending = Ending.install(System.err, STOP_LIMIT);
    var command = new DevCommand(starter, ending, System.out, System.err);
    var commandLine = new CommandLine(command);
    commandLine.getCommandSpec().addOption(help());
    commandLine.setParameterExceptionHandler((wrong, given) -> command.fail(2, wrong));
    return ending.withStatus(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    Standalone standalone;
    try {
      standalone = prepare(options());
    } catch (IllegalArgumentException e) {
      return fail(2, e);
    } catch (StartRefused e) {
      return fail(1, e);
    }
    ending.stops(standalone::stop);
    try {
      standalone.start();
    } catch (Exception e) {
      if (!standalone.isStopping()) {
        return failStart(e);
      }
    }
    ending.await();
    return 0;
  }

  private static OptionSpec help() {
    return OptionSpec.builder("--help").usageHelp(true).description("show this and end").build();
  }

  private DevOptions options() {
    return new DevOptions(
        httpPort, managementPort, data, clean, DevServices.chosen(contract, verticles, streams));
  }

  /** All that is quick to find wrong, before anything slow is started. */
  private Standalone prepare(DevOptions options) throws StartRefused {
    PortCheck.requireFree("--http-port", options.httpPort());
    PortCheck.requireFree("--management-port", options.managementPort());
    DataDirectory directory = DataDirectory.open(options.data());
    var progress = new Progress(out);
    progress.say("starting in " + options.data());
    if (options.clean()) {
      clean(directory);
    }
    DevLogging.configure(directory.logs());
    return new Standalone(directory, options, starter, progress);
  }

  private static void clean(DataDirectory directory) throws StartRefused {
    try {
      LeftoverServer.stop(directory.postgres());
      directory.clean();
    } catch (IOException e) {
      throw new StartRefused("cannot delete the data of earlier runs: " + e.getMessage(), e);
    }
  }

  /** A reason the user can mend is told as it is; the trace of any other goes to the log file. */
  private int failStart(Exception failure) {
    if (failure instanceof StartRefused) {
      return fail(1, failure);
    }
    LoggerFactory.getLogger(StartRefused.class)
        .atError()
        .setCause(failure)
        .log("the start has failed");
    err.println(
        "sluice: the start failed: "
            + firstLine(failure)
            + causeOf(failure)
            + "; more in "
            + options().data().resolve("logs").resolve("sluice.log"));
    return ending.withStatus(1);
  }

  private int fail(int code, Exception reason) {
    err.println("sluice: " + firstLine(reason));
    return ending.withStatus(code);
  }

  private static String causeOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? "" : ": " + firstLine(cause);
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
