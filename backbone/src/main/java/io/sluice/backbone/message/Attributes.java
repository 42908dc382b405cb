package io.sluice.backbone.message;

import java.util.List;

/** The names of the attributes that we write (docs/protocol.md says what each means). */
final class Attributes {

  static final String SPECVERSION = "specversion";
  static final String ID = "id";
  static final String TYPE = "type";
  static final String SOURCE = "source";
  static final String SUBJECT = "subject";
  static final String TIME = "time";
  static final String CORRELATION = "correlationid";
  static final String CAUSATION = "causationid";
  static final String REPLY_TO = "replyto";
  static final String EXPIRY = "expirytime";
  static final String STARTED = "startedtime";
  static final String RECORDED = "recorded";
  static final String ENDED = "ended";
  static final String SEQUENCE = "sequence";
  static final String STATUS = "status";
  static final String TRACEPARENT = "traceparent";
  static final String TRACESTATE = "tracestate";
  static final String PRINCIPAL = "principal";
  static final String TENANT = "tenant";
  static final String ATTEMPT = "attempt";

  static final List<String> ALL =
      List.of(
          SPECVERSION,
          ID,
          TYPE,
          SOURCE,
          SUBJECT,
          TIME,
          CORRELATION,
          CAUSATION,
          REPLY_TO,
          EXPIRY,
          STARTED,
          RECORDED,
          ENDED,
          SEQUENCE,
          STATUS,
          TRACEPARENT,
          TRACESTATE,
          PRINCIPAL,
          TENANT,
          ATTEMPT);

  static final String REPLY_SUFFIX = ".reply";
  static final String PROGRESS_SUFFIX = ".progress";
  static final String CANCEL_SUFFIX = ".cancel";

  private Attributes() {}
}
