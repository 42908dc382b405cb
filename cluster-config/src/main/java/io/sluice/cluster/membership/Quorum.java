package io.sluice.cluster.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges whether a node is on the lesser side of a split: it sees fewer than half of its last
 * stable view, which had three members or more. Half of it is no minority: of four nodes two may
 * die. Not thread-safe.
 */
final class Quorum {

  private static final int LEAST_MEMBERS = 3;

  private final Duration settle;
  private Set<String> stable = Set.of();
  private Set<String> view = Set.of();
  private Instant changed = Instant.MIN;

  /**
   * Nobody is seen yet.
   *
   * @param settle a view that has not changed for so long is stable
   */
  Quorum(Duration settle) {
    this.settle = settle;
  }

  /** Who is seen now. */
  void sees(Set<String> members, Instant now) {
    if (!members.equals(view)) {
      view = Set.copyOf(members);
      changed = now;
    } else if (!isMinority() && !now.isBefore(changed.plus(settle))) {
      stable = view;
    }
  }

  /** Who says goodbye is not cut off. */
  void leaves(String member) {
    Set<String> rest = new HashSet<>(stable);
    rest.remove(member);
    stable = Set.copyOf(rest);
  }

  /** How many members the last stable view has, those gone with a goodbye left out. */
  int stable() {
    return stable.size();
  }

  boolean isMinority() {
    long seen = stable.stream().filter(view::contains).count();
    return stable.size() >= LEAST_MEMBERS && seen * 2 < stable.size();
  }
}
