package io.sluice.backbone.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StructuredModeTest {

  @Test
  void theContentTypeTellsTheMode() {
    assertTrue(StructuredMode.matches("application/cloudevents+json"));
    assertTrue(StructuredMode.matches("Application/CloudEvents+JSON; charset=UTF-8"));
    assertFalse(StructuredMode.matches("application/json"));
  }

  @Test
  void attributesAndDataAreTakenApart() {
    var read =
        read(
            """
            {"specversion":"1.0","id":"1","recorded":true,"attempt":2,"subject":null,"other":1,
             "datacontenttype":"application/json","data":{"a":[1,2]}}
            """);

    assertEquals(
        Map.of(
            Attribute.SPECVERSION,
            "1.0",
            Attribute.ID,
            "1",
            Attribute.RECORDED,
            "true",
            Attribute.ATTEMPT,
            "2"),
        read.attributes());
    assertEquals(Payload.json(Buffer.buffer("{\"a\":[1,2]}")), read.payload());
  }

  @Test
  void dataInBase64IsDecoded() {
    var read = read("{\"datacontenttype\":\"image/png\",\"data_base64\":\"AAH/\"}");

    assertEquals("image/png", read.payload().contentType());
    assertEquals(Buffer.buffer(new byte[] {0, 1, (byte) 0xff}), read.payload().data());
  }

  @Test
  void textOfAnotherMediaTypeIsTakenAsItIs() {
    assertEquals("<a/>", data("{\"datacontenttype\":\"text/xml\",\"data\":\"<a/>\"}"));
    assertEquals("x", data("{\"datacontenttype\":\"text/x-jsonish\",\"data\":\"x\"}"));
  }

  @Test
  void textInJsonStaysJson() {
    assertEquals("\"x\"", data("{\"data\":\"x\"}"));
    assertEquals("\"x\"", data("{\"datacontenttype\":\"text/JSON\",\"data\":\"x\"}"));
    assertEquals(
        "\"x\"",
        data("{\"datacontenttype\":\"application/a+json; charset=utf-8\",\"data\":\"x\"}"));
  }

  @Test
  void noDataIsAnEmptyObject() {
    assertEquals("{}", data("{\"id\":\"1\"}"));
    assertEquals("{}", data("{\"data\":null}"));
  }

  @Test
  void bothKindsOfDataAreRefused() {
    assertRefused("{\"data\":1,\"data_base64\":\"AAH/\"}", "both data and data_base64");
  }

  @Test
  void whatIsNoEventInJsonIsRefused() {
    assertRefused("{", "no JSON object");
    assertRefused("", "no JSON object");
    assertRefused("null", "no JSON object");
    assertRefused("[]", "no JSON object");
    assertRefused("{\"data_base64\":\"*\"}", "no Base64");
  }

  private static void assertRefused(String document, String reason) {
    var refused = assertThrows(MalformedMessageException.class, () -> read(document), document);

    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }

  private static String data(String document) {
    return read(document).payload().data().toString();
  }

  private static Envelope read(String document) {
    return StructuredMode.read(Buffer.buffer(document), Map.of());
  }
}
