package io.sluice.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.Version;
import java.lang.module.ModuleDescriptor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Vert.x 5.0.8 brings 4.2.10, which takes smuggled requests. */
final class NettyVersionTest {

  private static final ModuleDescriptor.Version LEAST = ModuleDescriptor.Version.parse("4.2.15");

  @Test
  void everyPartOfNettyIsNewEnoughToRefuseSmuggledRequests() {
    Map<String, Version> parts = new TreeMap<>(Version.identify());

    assertTrue(parts.containsKey("netty-codec-http"), parts::toString);
    parts.forEach(
        (name, version) -> {
          String number = version.artifactVersion().replaceFirst("\\.Final$", "");
          assertFalse(
              ModuleDescriptor.Version.parse(number).compareTo(LEAST) < 0, name + " " + number);
        });
  }
}
