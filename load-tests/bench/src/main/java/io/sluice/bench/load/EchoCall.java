package io.sluice.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** An order of some 200 bytes, no two alike, and whether an answer is the same order. */
final class EchoCall {

  private static final String NONCE = "0000000000000000";
  private static final String TEMPLATE =
      """
      {"nonce":"%s","customerId":"acme","productId":"bananas","quantity":3,\
      "pickup":{"city":"Oakland","date":"2030-03-01"},\
      "destination":{"city":"Shanghai","date":"2030-03-30"}}"""
          .formatted(NONCE);
  private static final int NONCE_AT = TEMPLATE.indexOf(NONCE);
  private static final byte[] BYTES = TEMPLATE.getBytes(StandardCharsets.US_ASCII);

  private EchoCall() {}

  static Buffer order(long number) {
    byte[] bytes = BYTES.clone();
    String nonce = HexFormat.of().toHexDigits(number);
    for (int i = 0; i < NONCE.length(); i++) {
      bytes[NONCE_AT + i] = (byte) nonce.charAt(i);
    }
    return Buffer.buffer(bytes);
  }

  /** The bytes are usually the same; members in another order are the same order, too. */
  static boolean isAnswerTo(Buffer order, Buffer answer) {
    return answer.equals(order) || isSameJson(order, answer);
  }

  private static boolean isSameJson(Buffer order, Buffer answer) {
    try {
      return new JsonObject(order).equals(new JsonObject(answer));
    } catch (DecodeException | ClassCastException e) {
      return false;
    }
  }
}
