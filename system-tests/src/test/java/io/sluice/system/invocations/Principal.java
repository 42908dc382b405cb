package io.sluice.system.invocations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Who calls. Their keys are the same texts, and yet different keys. */
enum Principal {
  RETAILER,
  CARRIER;

  Principal other() {
    return this == RETAILER ? CARRIER : RETAILER;
  }

  String token() {
    return "token-of-" + name();
  }

  /** As it stands in the gateways' settings. */
  String tokenHash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
