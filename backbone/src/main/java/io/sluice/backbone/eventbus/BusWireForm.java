package io.sluice.backbone.eventbus;

import io.sluice.backbone.message.BinaryMode;
import io.sluice.backbone.message.Envelope;
import io.sluice.backbone.message.MalformedMessageException;
import io.sluice.backbone.message.Message;
import io.sluice.backbone.message.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * A message on the event bus: the body is the data as it is, in the bus's own buffer codec; the
 * attributes are headers, named as in the CloudEvents Kafka binding.
 */
public final class BusWireForm {

  private BusWireForm() {}

  static MultiMap headers(Message message, Payload payload) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    BinaryMode.write(message, payload, headers::add);
    return headers;
  }

  /**
   * @param body what the bus delivered; anything but a buffer is refused
   * @throws MalformedMessageException when it is no CloudEvent
   */
  static Envelope read(MultiMap headers, Object body) {
    if (!(body instanceof Buffer data)) {
      throw new MalformedMessageException("the body is no buffer");
    }
    var found = new BinaryMode.Reader();
    headers.forEach(found::header);
    return found.envelope(data);
  }
}
