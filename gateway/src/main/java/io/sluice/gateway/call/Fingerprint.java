package io.sluice.gateway.call;

import java.util.HexFormat;

/** SHA-256 of what makes two requests the same. */
public record Fingerprint(String hex) {

  private static final int LENGTH = 64;

  public Fingerprint {
    if (hex.length() != LENGTH) {
      throw new IllegalArgumentException("a fingerprint is 64 hexadecimal digits");
    }
  }

  public static Fingerprint of(byte[] digest) {
    return new Fingerprint(HexFormat.of().formatHex(digest));
  }

  public byte[] digest() {
    return HexFormat.of().parseHex(hex);
  }
}
