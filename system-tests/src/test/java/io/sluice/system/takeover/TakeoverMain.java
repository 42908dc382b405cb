package io.sluice.system.takeover;

import io.sluice.embedded.EmbeddedKafka;
import io.sluice.system.Eventually;
import io.sluice.system.TemporaryFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Two members share a topic into which a record comes every 5 ms; one of them is killed, or leaves.
 * Prints the longest that any record waited for its reader, for each protocol and round.
 */
final class TakeoverMain {

  private static final int PARTITIONS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final String servers;
  private final GroupProtocol protocol;
  private final String topic = "takeover-" + UUID.randomUUID();

  private final List<Member> members = new ArrayList<>();

  private TakeoverMain(String servers, GroupProtocol protocol) {
    this.servers = servers;
    this.protocol = protocol;
  }

  /** Takes how many rounds to run of each. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length == 0 ? 5 : Integer.parseInt(args[0]);
    Map<String, String> broker =
        Map.of(
            "group.consumer.min.session.timeout.ms",
            "6000",
            "group.consumer.min.heartbeat.interval.ms",
            "1500");
    try (var folder = TemporaryFolder.create("sluice-takeover");
        var kafka = EmbeddedKafka.start(folder.path(), broker)) {
      for (GroupProtocol protocol : GroupProtocol.values()) {
        List<Long> killed = new ArrayList<>();
        List<Long> left = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          killed.add(new TakeoverMain(kafka.bootstrapServers(), protocol).longest(true));
          left.add(new TakeoverMain(kafka.bootstrapServers(), protocol).longest(false));
        }
        System.out.printf("%s killed %s left %s%n", protocol, killed, left);
      }
    }
  }

  private long longest(boolean kill) throws Exception {
    prepare();
    var producing = new AtomicBoolean(true);
    Thread producer = Thread.ofPlatform().start(() -> produce(producing));
    try {
      members.add(Member.start(servers, topic, protocol));
      members.add(Member.start(servers, topic, protocol));
      Member first = members.getFirst();
      Member second = members.getLast();
      Eventually.holds("both read", LIMIT, () -> areShared(first, second));
      second.forgetWaits();
      first.end(kill);
      long over = System.currentTimeMillis() + 1_000;
      Eventually.holds(
          "all is read by one", LIMIT, () -> second.partitionsSentAfter(over) == PARTITIONS);
      return second.longestWait();
    } finally {
      producing.set(false);
      producer.join();
      for (Member member : members) {
        member.end(true);
      }
    }
  }

  private static boolean areShared(Member first, Member second) {
    long since = System.currentTimeMillis() - 500;
    return first.partitionsSentAfter(since) == PARTITIONS / 2
        && second.partitionsSentAfter(since) == PARTITIONS / 2;
  }

  private void produce(AtomicBoolean producing) {
    Map<String, Object> settings = Map.of("bootstrap.servers", servers);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; producing.get(); i++) {
        var unused = producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, new byte[1]));
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }

  private void prepare() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin
          .createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
      if (!protocol.ofGroup().isEmpty()) {
        var group = new ConfigResource(ConfigResource.Type.GROUP, topic);
        List<AlterConfigOp> settings =
            protocol.ofGroup().entrySet().stream()
                .map(
                    one ->
                        new AlterConfigOp(
                            new ConfigEntry(one.getKey(), one.getValue()),
                            AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(group, settings)).all().get(60, TimeUnit.SECONDS);
      }
    }
  }
}
