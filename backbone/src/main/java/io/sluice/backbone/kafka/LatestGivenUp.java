package io.sluice.backbone.kafka;

import io.sluice.backbone.kafka.ParkingLot.GivenUp;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * The commands of one partition that were given up last: of more than {@link
 * ParkingLot#MOST_GIVEN_UP} the oldest is forgotten. Confined to one Vert.x context.
 */
final class LatestGivenUp {

  private final SequencedSet<GivenUp> commands = new LinkedHashSet<>();

  void add(GivenUp command) {
    commands.addLast(command);
    if (commands.size() > ParkingLot.MOST_GIVEN_UP) {
      commands.removeFirst();
    }
  }

  boolean contains(GivenUp command) {
    return commands.contains(command);
  }
}
