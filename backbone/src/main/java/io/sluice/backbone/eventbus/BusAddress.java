package io.sluice.backbone.eventbus;

/** The addresses of the bus: few and static, because each is known to every node. */
final class BusAddress {

  /** Where worker nodes say that they are there. */
  static final String ANNOUNCEMENTS = "sluice.announcements";

  /** Where a gateway that has just started asks all to say it now. */
  static final String ROLL_CALL = "sluice.roll-call";

  private BusAddress() {}

  /** Where all nodes of a service are asked to stop a command. */
  static String control(String service) {
    return "sluice." + service + ".control";
  }

  static String of(String service, String node) {
    return "sluice." + service + "@" + node;
  }
}
