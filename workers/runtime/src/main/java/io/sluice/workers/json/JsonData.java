package io.sluice.workers.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sluice.backbone.message.Payload;
import io.sluice.backbone.message.Problem;
import io.sluice.workers.handler.Answer;
import io.sluice.workers.handler.Deferral;
import io.sluice.workers.handler.FirstReply;
import io.sluice.workers.handler.Rejection;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads commands' data into the handlers' types and writes their results. */
public final class JsonData {

  private static final String ROOT = "#";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // A field that a newer contract adds must not break an older worker.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** A reply is one Kafka record with its headers; brokers take 1 MB unless told otherwise. */
  private static final int MAX_BYTES = 900 * 1024;

  private JsonData() {}

  /**
   * Reads the data.
   *
   * @throws Rejection naming the member when the data is not of the type
   */
  public static <I> I read(Buffer data, Class<I> type) {
    try {
      @Nullable I input = MAPPER.readValue(data.getBytes(), type);
      if (input == null) {
        throw unreadable(ROOT);
      }
      return input;
    } catch (JsonMappingException e) {
      throw unreadable(pointer(e));
    } catch (JacksonException e) {
      throw unreadable(ROOT);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /** Writes a result; null is an empty object. */
  public static Buffer write(@Nullable Object result) throws JsonProcessingException {
    byte[] data = MAPPER.writeValueAsBytes(result == null ? Map.of() : result);
    if (data.length > MAX_BYTES) {
      throw new IllegalStateException(
          "a result of " + data.length + " bytes; a reply takes " + MAX_BYTES);
    }
    return Buffer.buffer(data);
  }

  /**
   * What a handler returned, as its reply will have it.
   *
   * @throws IllegalStateException when it cannot be written as JSON, or is none
   */
  public static FirstReply.Given reply(@Nullable Object result) {
    try {
      return switch (result) {
        case FirstReply.Given reply -> reply;
        case FirstReply.Deferred deferred -> throw noReply();
        case Deferral deferral -> throw noReply();
        case Answer answer ->
            new FirstReply.Given(
                answer.status(), new Payload(Payload.JSON, answer.headers(), write(answer.body())));
        case null, default -> new FirstReply.Given(null, Payload.json(write(result)));
      };
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the result cannot be written as JSON", e);
    }
  }

  private static IllegalStateException noReply() {
    return new IllegalStateException(
        "call.defer() is only for what the work of call.transaction completes with");
  }

  private static Rejection unreadable(String pointer) {
    return new Rejection(
        Problem.named(
                "unreadable-data",
                "The worker cannot read the data",
                422,
                "The value at " + pointer + " is missing or not of the type that the worker takes.")
            .with("pointer", pointer));
  }

  /** A JSON pointer in its fragment form (RFC 6901 section 6); the root has no step. */
  private static String pointer(JsonMappingException e) {
    return ROOT + e.getPath().stream().map(step -> "/" + token(step)).collect(Collectors.joining());
  }

  private static String token(JsonMappingException.Reference step) {
    String member = step.getFieldName();
    return member == null
        ? Integer.toString(step.getIndex())
        : member.replace("~", "~0").replace("/", "~1");
  }
}
