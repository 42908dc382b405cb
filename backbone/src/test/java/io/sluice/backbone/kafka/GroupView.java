package io.sluice.backbone.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.sluice.backbone.RealKafka;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;

/** A consumer group as the broker sees it. */
final class GroupView {

  private GroupView() {}

  /** Whether there are two members, and no one was given all the partitions. */
  static boolean isShared(String group, int partitions) {
    try (Admin admin = RealKafka.admin()) {
      var members = members(admin, group);
      return members.size() == 2
          && members.stream()
              .allMatch(one -> one.assignment().topicPartitions().size() < partitions);
    }
  }

  static Set<String> memberIds(String group) {
    try (Admin admin = RealKafka.admin()) {
      return members(admin, group).stream()
          .map(MemberDescription::consumerId)
          .collect(Collectors.toSet());
    }
  }

  /** Whether there are members with partitions, and none of the given. */
  static boolean hasOnlyOthers(String group, Set<String> gone) {
    try (Admin admin = RealKafka.admin()) {
      var members = members(admin, group);
      return !members.isEmpty()
          && members.stream()
              .noneMatch(
                  one ->
                      gone.contains(one.consumerId())
                          || one.assignment().topicPartitions().isEmpty());
    }
  }

  /** Throws all members out, as the end of their sessions does. */
  static void expireAll(String group) {
    try (Admin admin = RealKafka.admin()) {
      await(
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all());
    }
  }

  /** The offsets that the group has committed. */
  static List<Long> committed(String group) {
    try (Admin admin = RealKafka.admin()) {
      return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .values()
          .stream()
          .map(OffsetAndMetadata::offset)
          .toList();
    }
  }

  private static Collection<MemberDescription> members(Admin admin, String group) {
    return await(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
        .flatMap(one -> one.members().stream())
        .toList();
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(60, SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
