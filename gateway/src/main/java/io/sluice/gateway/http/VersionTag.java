package io.sluice.gateway.http;

import io.sluice.gateway.invocation.Invocation;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * Which version of an invocation an answer shows (RFC 9110 section 8.8.3). It is weak: when the
 * command was acknowledged is written later, and is no news.
 */
final class VersionTag {

  private static final String WEAK = "W/";

  private VersionTag() {}

  static String of(Invocation invocation) {
    return of(invocation.version());
  }

  /** Whether the client has this version (section 13.1.2: compared weakly). */
  static boolean isKnown(MultiMap headers, Invocation invocation) {
    return isKnown(headers, invocation.version());
  }

  static String of(long version) {
    return WEAK + opaque(version);
  }

  static boolean isKnown(MultiMap headers, long version) {
    String own = opaque(version);
    for (String line : headers.getAll(HttpHeaders.IF_NONE_MATCH)) {
      for (String listed : line.split(",", -1)) {
        String tag = listed.strip();
        if (tag.equals("*") || tag.equals(own) || tag.equals(WEAK + own)) {
          return true;
        }
      }
    }
    return false;
  }

  private static String opaque(long version) {
    return "\"" + version + "\"";
  }
}
