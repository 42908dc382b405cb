package io.sluice.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The embedded broker as a process of its own, for those who measure what is not the broker.
 *
 * <p>When it answers it prints the one line {@code ready kafka=HOST:PORT}. It ends by a signal, or
 * when its standard input ends, so that it does not outlive who started it.
 */
@Command(name = "kafka", sortOptions = false)
public final class KafkaMain implements Callable<Integer> {

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "where it keeps all")
  private Path data = Path.of("");

  @Option(
      names = "--topic",
      paramLabel = "NAME=PARTITIONS",
      description = "a topic that shall be there; may stand several times")
  private Map<String, Integer> topics = new LinkedHashMap<>();

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "a setting of the broker that replaces ours; may stand several times")
  private Map<String, String> settings = new LinkedHashMap<>();

  private final PrintStream out;

  private KafkaMain(PrintStream out) {
    this.out = out;
  }

  /** Exit codes: 0 at its end, 1 when the start failed, 2 when the arguments are wrong. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new KafkaMain(System.out)).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    var kafka = EmbeddedKafka.start(data, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "end"));
    createTopics(kafka.bootstrapServers());
    out.println("ready kafka=" + kafka.bootstrapServers());
    out.flush();
    awaitEndOfInput();
    return 0;
  }

  private void createTopics(String bootstrapServers) throws InterruptedException, IOException {
    List<NewTopic> wanted =
        topics.entrySet().stream()
            .map(one -> new NewTopic(one.getKey(), one.getValue(), (short) 1))
            .toList();
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      for (var created : admin.createTopics(wanted).values().entrySet()) {
        await(created.getKey(), created.getValue());
      }
    }
  }

  private static void await(String topic, KafkaFuture<Void> created)
      throws InterruptedException, IOException {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IOException("cannot make the topic " + topic, e);
      }
    }
  }

  private static void awaitEndOfInput() throws IOException {
    int read = System.in.read();
    while (read >= 0) {
      read = System.in.read();
    }
  }
}
