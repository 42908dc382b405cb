package io.sluice.gateway;

import io.sluice.backbone.kafka.KafkaTopics;
import io.sluice.backbone.kafka.KafkaTopics.Topic;
import io.sluice.cluster.node.Blocking;
import io.sluice.cluster.node.KafkaKeys;
import io.sluice.cluster.node.NodeLogging;
import io.sluice.cluster.node.NodeProcess;
import io.sluice.cluster.node.StartFailure;
import io.sluice.cluster.settings.Settings;
import io.sluice.cluster.settings.SettingsException;
import io.sluice.gateway.contract.Contract;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code sluice topics apply}: makes the topics that a gateway's contract needs, by the gateway's
 * own settings. A topic that exists stays as it is.
 */
@Command(name = "sluice topics")
public final class TopicsMain {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final PrintStream out;
  private final PrintStream err;

  private TopicsMain(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    NodeLogging.configure();
    System.exit(new CommandLine(new TopicsMain(System.out, System.err)).execute(args));
  }

  @Command(name = "apply", description = "Make the topics that are missing.")
  int apply(@Option(names = "--config", required = true, paramLabel = "FILE") Path config) {
    try {
      var gateway = new GatewayMain();
      Settings settings = Settings.read(config, System.getenv(), NodeProcess.keys(gateway));
      settings.require(List.of(gateway::check, KafkaKeys::require));
      create(settings);
      return 0;
    } catch (SettingsException e) {
      e.faults().forEach(fault -> err.println("sluice: " + fault));
      return 2;
    } catch (Exception e) {
      StartFailure.reason(e).lines().forEach(line -> err.println("sluice: " + line));
      return 1;
    }
  }

  private void create(Settings settings) throws Exception {
    var gateway = GatewayConfig.from(settings);
    var kafka = Objects.requireNonNull(gateway.kafka());
    List<Topic> topics = TopicsConfig.from(settings).topics(Contract.load(gateway.contract()));
    Vertx vertx = Vertx.vertx();
    try {
      var admin = KafkaTopics.open(vertx, kafka);
      Blocking.await(admin.create(topics).eventually(admin::close), LIMIT);
      topics.forEach(topic -> out.println(topic.name() + " is there"));
    } finally {
      Blocking.await(vertx.close(), LIMIT);
    }
  }
}
