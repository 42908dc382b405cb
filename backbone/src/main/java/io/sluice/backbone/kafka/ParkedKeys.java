package io.sluice.backbone.kafka;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is parked of one partition: for each key the offsets in their order. A record without a key
 * is in nobody's way and stands for itself. Confined to one Vert.x context.
 */
final class ParkedKeys {

  private final Map<Name, Line> lines = new LinkedHashMap<>();
  private final Set<Long> doubtful = ConcurrentHashMap.newKeySet();
  private final Set<Long> alone = new HashSet<>();
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
      line.offsets.add(one.offset());
      records++;
      if (one.alone()) {
        alone.add(one.offset());
      }
    }
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
    return line != null && line.offsets.contains(offset);
  }

  /** The key counts as parked from now on, also before the record certainly is. */
  Line join(@Nullable String key, long offset) {
    Line line = lines.computeIfAbsent(Name.of(key, offset), Line::new);
    line.joining++;
    return line;
  }

  /** The record is parked. */
  void joined(Line line, long offset, long due) {
    line.joining--;
    if (line.offsets.isEmpty()) {
      line.due = due;
    }
    if (line.offsets.add(offset)) {
      records++;
    }
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
    if (line.offsets.remove(offset)) {
      records--;
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

  private void removeIfEmpty(Line line) {
    if (line.offsets.isEmpty() && line.joining == 0) {
      lines.remove(line.name);
    }
  }

  /** What is parked of one key. */
  static final class Line {
    private final Name name;
    private final TreeSet<Long> offsets = new TreeSet<>();
    private long due;
    private int joining;
    private boolean busy;

    private Line(Name name) {
      this.name = name;
    }

    long first() {
      return offsets.first();
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
