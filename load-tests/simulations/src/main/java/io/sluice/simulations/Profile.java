package io.sluice.simulations;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How many clients come, and when; they come whether or not those before have been answered. */
enum Profile {
  /** Some seconds, to see that everything answers. */
  SMOKE(5_000, 20),
  /** What a busy day brings. */
  LOAD(500, 200),
  /** Ten times as many for half a minute, and back. */
  SPIKE(2_000, 50),
  /** A day's load for half an hour: what leaks, shows. */
  SOAK(500, 100);

  private static final Duration MOMENT = Duration.ofSeconds(10);
  private static final Duration MINUTES = Duration.ofMinutes(3);
  private static final Duration LONG = Duration.ofMinutes(30);

  private final int slowestMillis;
  private final double perSecond;

  Profile(int slowestMillis, double perSecond) {
    this.slowestMillis = slowestMillis;
    this.perSecond = perSecond;
  }

  /** The one that {@code -Dprofile} names. */
  static Profile chosen() {
    String name = System.getProperty("profile", "smoke");
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no profile "
              + name
              + "; known are "
              + Arrays.toString(values()).toLowerCase(Locale.ROOT),
          e);
    }
  }

  /** What 99 of 100 calls may take. */
  int slowestMillis() {
    return slowestMillis;
  }

  List<OpenInjectionStep> arrivals() {
    return switch (this) {
      case SMOKE -> List.of(constantUsersPerSec(perSecond).during(MOMENT));
      case LOAD ->
          List.of(
              rampUsersPerSec(1).to(perSecond).during(MOMENT.multipliedBy(3)),
              constantUsersPerSec(perSecond).during(MINUTES));
      case SPIKE ->
          List.of(
              constantUsersPerSec(perSecond).during(MOMENT.multipliedBy(3)),
              rampUsersPerSec(perSecond).to(perSecond * 10).during(Duration.ofSeconds(2)),
              constantUsersPerSec(perSecond * 10).during(MOMENT.multipliedBy(3)),
              constantUsersPerSec(perSecond).during(MOMENT.multipliedBy(3)));
      case SOAK -> List.of(constantUsersPerSec(perSecond).during(LONG));
    };
  }
}
