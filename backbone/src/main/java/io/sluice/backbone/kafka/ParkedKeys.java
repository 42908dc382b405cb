package io.sluice.backbone.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is parked of one partition: for each key the offsets in their order. A record without a key
 * is in nobody's way and stands for itself. And which of its commands are dead letters. Confined to
 * one Vert.x context.
 */
final class ParkedKeys {

  private final Map<Name, Line> lines = new LinkedHashMap<>();
  private final Set<Long> doubtful = ConcurrentHashMap.newKeySet();
  private final Set<Long> alone = new HashSet<>();
  private final Map<UUID, Long> commands = new HashMap<>();
  private final LatestGivenUp givenUp = new LatestGivenUp();
  private final ParkingLot.Space space;
  private int records;

  /**
   * @param now by {@link System#nanoTime()}
   */
  ParkedKeys(ParkingLot.Space space, long now) {
    this.space = space;
    for (ParkingLot.Parked one : space.found()) {
      Line line = lines.computeIfAbsent(Name.of(one.key(), one.offset()), Line::new);
      if (line.offsets.isEmpty()) {
        line.due = now + one.due().toNanos();
      }
      add(line, one.offset(), one.command());
      if (one.alone()) {
        alone.add(one.offset());
      }
    }
    space.givenUp().reversed().forEach(givenUp::add);
  }

  ParkingLot.Space space() {
    return space;
  }

  /** Whether something of the key is parked, so that what comes later must not run before. */
  boolean isParked(@Nullable String key, long offset) {
    return lines.containsKey(Name.of(key, offset));
  }

  /** Whether it is parked itself. */
  boolean contains(@Nullable String key, long offset) {
    Line line = lines.get(Name.of(key, offset));
    return line != null && line.offsets.containsKey(offset);
  }

  /** Whether another record of the command is parked. */
  boolean isCopy(UUID command, long offset) {
    Long first = commands.get(command);
    return first != null && first != offset;
  }

  /** Its record is a dead letter. */
  void giveUp(ParkingLot.GivenUp command) {
    givenUp.add(command);
  }

  boolean isGivenUp(ParkingLot.GivenUp command) {
    return givenUp.contains(command);
  }

  /** The key counts as parked from now on, also before the record certainly is. */
  Line join(@Nullable String key, long offset) {
    Line line = lines.computeIfAbsent(Name.of(key, offset), Line::new);
    line.joining++;
    return line;
  }

  /** The record is parked. */
  void joined(Line line, UUID command, long offset, long due) {
    line.joining--;
    if (line.offsets.isEmpty()) {
      line.due = due;
    }
    add(line, offset, command);
    doubtful.remove(offset);
  }

  /**
   * It is to be finished where it is.
   *
   * @param doubt whether it may be parked all the same
   */
  void notJoined(Line line, long offset, boolean doubt) {
    line.joining--;
    if (doubt) {
      doubtful.add(offset);
    }
    removeIfEmpty(line);
  }

  /** Whether a record may have been parked without our knowing. Any thread may ask. */
  boolean isDoubtful(long offset) {
    return doubtful.contains(offset);
  }

  /** It is certainly not parked any more. */
  void resolve(long offset) {
    doubtful.remove(offset);
  }

  /** A record is finished; the next of its line need not wait. */
  void leave(Line line, long offset, long now) {
    // Not always the first any more: an earlier one may have come again meanwhile.
    if (line.offsets.containsKey(offset)) {
      records--;
      commands.remove(line.offsets.remove(offset));
    }
    line.due = now;
    removeIfEmpty(line);
  }

  /** Lines whose first may be run; those that were run last come last. */
  List<Line> due(long now) {
    return lines.values().stream()
        .filter(line -> !line.busy && !line.offsets.isEmpty() && now - line.due >= 0)
        .toList();
  }

  /** Whether the first of a line may have ended a process. */
  boolean isAlone(Line line) {
    return alone.contains(line.first());
  }

  /** Takes its turn; the others of the partition come before its next. */
  void start(Line line) {
    line.busy = true;
    lines.remove(line.name);
    lines.put(line.name, line);
  }

  void end(Line line, long offset) {
    line.busy = false;
    alone.remove(offset);
  }

  int keys() {
    return lines.size();
  }

  int records() {
    return records;
  }

  private void add(Line line, long offset, @Nullable UUID command) {
    if (!line.offsets.containsKey(offset)) {
      records++;
    }
    line.offsets.put(offset, command);
    if (command != null) {
      commands.put(command, offset);
    }
  }

  private void removeIfEmpty(Line line) {
    if (line.offsets.isEmpty() && line.joining == 0) {
      lines.remove(line.name);
    }
  }

  /** What is parked of one key. */
  static final class Line {
    private final Name name;
    private final TreeMap<Long, @Nullable UUID> offsets = new TreeMap<>();
    private long due;
    private int joining;
    private boolean busy;

    private Line(Name name) {
      this.name = name;
    }

    long first() {
      return offsets.firstKey();
    }

    void postpone(long until) {
      due = until;
    }

    Name name() {
      return name;
    }
  }

  /**
   * What a line is known by.
   *
   * @param offset where there is no key
   */
  record Name(Optional<String> key, long offset) {
    static Name of(@Nullable String key, long offset) {
      return new Name(Optional.ofNullable(key), key == null ? offset : 0);
    }
  }
}
