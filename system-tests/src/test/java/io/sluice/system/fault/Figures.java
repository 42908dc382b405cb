package io.sluice.system.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param failed how often each other ending than 2xx was seen
 * @param lost calls that were answered by 2xx and never started
 * @param unrun commands that the broker has, were never started, and whose callers had been told
 *     neither a failure nor, by the deadline, that the time is up
 * @param doubled commands that were started more than once
 * @param late starts after the command's deadline
 * @param latest by how much the worst of them was
 * @param inversions commands over Kafka whose first start came before the first start of one that
 *     stands before them under the same key
 * @param overlaps commands over Kafka that started while their worker ran another of their key
 * @param contested commands over Kafka that started while another worker ran one of their key, but
 *     for one whose process was stopped in the middle
 * @param wrong answers that belong to another call
 * @param longest the longest time that a call of the run took, whatever became of it
 * @param raised from the first to the last call, by when they were due, that took more than half a
 *     second or failed
 * @param starts how many commands each worker has started
 */
record Figures(
    int calls,
    int ok,
    Map<String, Integer> failed,
    int lost,
    int unrun,
    int doubled,
    int late,
    Duration latest,
    int inversions,
    int overlaps,
    int contested,
    int wrong,
    Duration longest,
    Duration raised,
    Map<String, Integer> starts) {

  Figures {
    failed = Map.copyOf(failed);
    starts = Map.copyOf(starts);
  }

  int failures() {
    return calls - ok;
  }

  /** How many failures are none of these. */
  int failuresBut(List<String> expected) {
    return failed.entrySet().stream()
        .filter(one -> expected.stream().noneMatch(one.getKey()::startsWith))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
