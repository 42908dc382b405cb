package io.sluice.workers;

import static io.sluice.workers.Eventually.eventually;
import static io.sluice.workers.WrittenStream.counted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.workers.ReadingNode.Counted;
import io.sluice.workers.ReadingNode.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes of a service share its streams; who comes and goes costs no event and no order. */
@ExtendWith({RealDatabase.class, RealParts.class})
final class StreamHandOverTest {

  private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  private final String service = RealDatabase.newService();
  private final List<ReadingNode> nodes = new ArrayList<>();
  private final WrittenStream stream;
  private long written;

  StreamHandOverTest() throws Exception {
    stream = new WrittenStream(service + ".facts", 4);
  }

  @AfterEach
  void close() throws Exception {
    for (ReadingNode node : nodes) {
      node.close();
    }
    stream.close();
  }

  @Test
  void partitionsAreSharedAndHandedOverWithEachKeysEventsOnceAndInOrder() throws Exception {
    ReadingNode first = start();
    writeUntil(() -> first.seen().size() > 100);

    ReadingNode second = start();
    writeUntil(() -> nodesOf(second.seen()).size() == 2);
    first.close();
    nodes.remove(first);
    long before = second.seen().size();
    writeUntil(() -> second.seen().size() > before + 100);

    eventually("all have come", () -> second.seen().size() >= KEYS.size() * written);
    for (String key : KEYS) {
      assertEquals(LongStream.rangeClosed(1, written).boxed().toList(), second.seen(key), key);
    }
    assertEquals(0, first.gaps() + second.gaps());
    assertTrue(second.count("success") > 100, "the second did its part");
  }

  private static List<String> nodesOf(List<Seen> seen) {
    return seen.stream().map(Seen::node).distinct().toList();
  }

  private void writeUntil(BooleanSupplier enough) {
    eventually(
        "enough is seen",
        () -> {
          writeEach();
          return enough.getAsBoolean();
        });
  }

  private void writeEach() {
    written++;
    try {
      stream.write(KEYS.stream().map(key -> counted(key, written)).toList());
    } catch (TimeoutException e) {
      throw new AssertionError("the stream takes nothing", e);
    }
  }

  private ReadingNode start() throws Exception {
    var node =
        new ReadingNode(
            service,
            "node-" + nodes.size(),
            (on, reader) -> on.stream(stream.name()).event("Counted", Counted.class, reader::see));
    nodes.add(node);
    return node;
  }
}
