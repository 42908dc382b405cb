package io.sluice.gateway.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.backbone.deadletter.DeadLetterQueue.Later;
import io.sluice.backbone.deadletter.DeadLetterQueue.Listing;
import io.sluice.backbone.deadletter.DeadLetterQueue.Opened;
import io.sluice.backbone.deadletter.Letter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** How dead letters are shown. */
public final class LetterJson {

  private LetterJson() {}

  static JsonObject of(Listing listing, int limit) {
    var letters = new JsonArray();
    listing.letters().stream().limit(limit).map(LetterJson::of).forEach(letters::add);
    return new JsonObject()
        .put("letters", letters)
        .put("open", listing.letters().size())
        .put("more", !listing.isAll());
  }

  /** A letter with its data: as text where it is UTF-8, otherwise in Base64. */
  public static JsonObject of(Opened opened) {
    var json = of(opened.letter());
    addData(json, opened.data());
    return json.put("later", of(opened.later()));
  }

  private static JsonObject of(Letter letter) {
    var origin = letter.origin();
    var json =
        new JsonObject()
            .put("id", letter.id().toString())
            .put("putAside", letter.putAside().toString())
            .put("reason", letter.reason())
            .put("detail", letter.detail())
            .put("type", letter.type())
            .put("key", letter.key());
    letter.attempts().ifPresent(attempts -> json.put("attempts", attempts));
    return json.put(
            "origin",
            new JsonObject()
                .put("topic", origin.topic())
                .put("partition", origin.partition())
                .put("offset", origin.offset()))
        .put("cut", letter.cut());
  }

  private static JsonObject of(Later later) {
    return new JsonObject()
        .put("count", later.count())
        .put("more", !later.isAll())
        .put("firstOffsets", new JsonArray(later.first()));
  }

  private static void addData(JsonObject json, Buffer data) {
    try {
      json.put("data", UTF_8.newDecoder().decode(ByteBuffer.wrap(data.getBytes())).toString());
    } catch (CharacterCodingException e) {
      // It is no text; that is nothing to report.
      json.put("dataBase64", data.getBytes());
    }
  }
}
