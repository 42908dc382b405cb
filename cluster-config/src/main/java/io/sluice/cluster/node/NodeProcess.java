package io.sluice.cluster.node;

import io.sluice.cluster.management.ManagementConfig;
import io.sluice.cluster.membership.MembershipConfig;
import io.sluice.cluster.membership.MembershipKeys;
import io.sluice.cluster.settings.Key;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.SettingsException;
import io.sluice.cluster.settings.ValueType;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * Runs one node until a signal ends it: {@code sluice <name> --config FILE}.
 *
 * <p>Exit codes: 0 after a signal, 1 when the start failed, 2 when the command line or the settings
 * are wrong, 3 when the node was cut off from most others for too long. Standard output has the one
 * line {@code ready …}; logs are JSON lines on standard error.
 */
@Command(sortOptions = false)
public final class NodeProcess implements Callable<Integer> {

  /** The one bound of a node's end. */
  public static final Key<Duration> GRACE_TIME =
      Key.preset(
          "node.grace-time",
          "30s",
          ValueType.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          "how long a node that was told to end may take; longer than the longest call");

  private static final int CUT_OFF = 3;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the node's settings in YAML; SLUICE_... variables override them")
  private @Nullable Path config;

  @Option(
      names = "--print-config",
      description = "show what holds and where it comes from, secrets hidden, and end")
  private boolean printConfig;

  private final NodeStarter starter;
  private final PrintStream out;
  private final PrintStream err;

  private NodeProcess(NodeStarter starter, PrintStream out, PrintStream err) {
    this.starter = starter;
    this.out = out;
    this.err = err;
  }

  /** For {@code main}, which gives the result to {@link System#exit}. */
  public static int run(NodeStarter starter, String... arguments) {
    NodeLogging.configure();
    var process = new NodeProcess(starter, System.out, System.err);
    var commandLine = new CommandLine(process).setCommandName("sluice " + starter.name());
    commandLine.getCommandSpec().addOption(helpOption());
    return commandLine
        .setParameterExceptionHandler((wrong, given) -> process.fail(2, wrong.getMessage()))
        .execute(arguments);
  }

  /** Every key of a node of this kind, for its documentation. */
  public static List<Key<?>> keys(NodeStarter starter) {
    List<Key<?>> keys = new ArrayList<>();
    keys.add(GRACE_TIME);
    keys.addAll(MembershipKeys.ALL);
    keys.addAll(ManagementConfig.KEYS);
    keys.addAll(starter.keys());
    return List.copyOf(keys);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Settings settings = Settings.read(config, System.getenv(), keys(starter));
      settings.require(List.of(NodeProcess::checkNode, starter::check));
      if (printConfig) {
        out.println(settings.effective());
        return 0;
      }
      return runUntilSignal(settings);
    } catch (SettingsException e) {
      e.faults().forEach(fault -> err.println("sluice: " + fault));
      return 2;
    }
  }

  private static void checkNode(Settings settings) {
    var unused = List.of(MembershipConfig.from(settings), ManagementConfig.from(settings));
  }

  private static OptionSpec helpOption() {
    return OptionSpec.builder("--help").usageHelp(true).description("show this and end").build();
  }

  private int runUntilSignal(Settings settings) throws InterruptedException {
    Duration grace = settings.get(GRACE_TIME);
    Ending ending = Ending.install(err, grace);
    var start = new NodeStart(settings, starter, grace, () -> ending.begin(CUT_OFF));
    ending.stops(start::stop);
    try {
      out.println("ready " + start.run());
      out.flush();
    } catch (Exception e) {
      if (start.isStopping()) {
        ending.await();
        return 0;
      }
      return ending.withStatus(fail(1, StartFailure.reason(e)));
    }
    ending.await();
    return 0;
  }

  private int fail(int code, @Nullable String reason) {
    String.valueOf(reason).lines().forEach(line -> err.println("sluice: " + line));
    return code;
  }
}
