package io.sluice.cluster.settings;

import java.util.List;

/**
 * A value that somebody gave.
 *
 * @param path where in the tree of settings
 * @param text as it was written
 * @param place for people: {@code gateway.yaml:7} or {@code SLUICE_HTTP_PORT}
 */
record Given(List<String> path, String text, String place) {

  String name() {
    return String.join(".", path);
  }
}
