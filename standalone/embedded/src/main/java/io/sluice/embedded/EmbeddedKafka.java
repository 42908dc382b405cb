package io.sluice.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker in this JVM, on free loopback ports, that keeps its data and its cluster id. */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Duration START_DEADLINE = Duration.ofSeconds(60);

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  public static EmbeddedKafka start(Path dir) throws IOException {
    return start(dir, Map.of());
  }

  /** Starts the broker again on its data, where its clients go on looking for it. */
  public static EmbeddedKafka startAt(Path dir, String bootstrapServers) throws IOException {
    int port = Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1));
    return start(dir, port, freePorts()[1], Map.of());
  }

  /**
   * Starts the broker on the data in {@code dir} and returns when it answers.
   *
   * @param overrides broker settings that replace ours; of {@code advertised.listeners}, the first
   *     is where {@link #bootstrapServers()} leads
   * @throws IOException when it does not answer within a minute; no thread is left then
   */
  public static EmbeddedKafka start(Path dir, Map<String, String> overrides) throws IOException {
    int[] ports = freePorts();
    return start(dir, ports[0], ports[1], overrides);
  }

  private static EmbeddedKafka start(
      Path dir, int port, int controllerPort, Map<String, String> overrides) throws IOException {
    Files.createDirectories(dir);
    Path data = dir.toRealPath();
    format(data);
    Properties settings = BrokerSettings.of(data, port, controllerPort, overrides);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    var kafka = new EmbeddedKafka(server, BrokerSettings.bootstrapServers(settings));
    try {
      server.startup();
      kafka.awaitAnswer();
      return kafka;
    } catch (IOException | RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Ends the broker and waits for its threads, none of which is a daemon. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path data) throws IOException {
    try (var silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setClusterId(clusterId(data.resolve("meta.properties")))
          .setNodeId(BrokerSettings.NODE_ID)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setMetadataLogDirectory(data.toString())
          .addDirectory(data.toString())
          .setIgnoreFormatted(true)
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format " + data, e);
    }
  }

  private static String clusterId(Path metaProperties) throws IOException {
    var known = new Properties();
    if (Files.exists(metaProperties)) {
      try (Reader reader = Files.newBufferedReader(metaProperties)) {
        known.load(reader);
      }
    }
    return known.getProperty("cluster.id", Uuid.randomUuid().toString());
  }

  /** Two at once, so that they differ. */
  private static int[] freePorts() throws IOException {
    try (var first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new int[] {first.getLocalPort(), second.getLocalPort()};
    }
  }

  private void awaitAnswer() throws IOException {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) START_DEADLINE.toMillis(),
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            100);
    try (Admin admin = Admin.create(config)) {
      // A fenced broker does not list itself: the client then asks again until the deadline.
      admin.describeCluster().controller().get(START_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Kafka starts", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not answer", e);
    }
  }
}
