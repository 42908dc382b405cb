package io.sluice.workers.inbox;

/** Where an event stands after what the service has seen of its stream and key. */
public enum Place {
  /** It is the next, or the first that the service sees of its key. */
  NEXT,
  /** Some before it never came. */
  AFTER_A_GAP,
  /** It was given up before, and others have passed it. */
  GIVEN_UP,
  /** The service is done with it. */
  REPEATED
}
