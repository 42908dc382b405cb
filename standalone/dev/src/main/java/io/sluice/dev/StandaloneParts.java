package io.sluice.dev;

import io.sluice.embedded.EmbeddedDatabase;
import io.sluice.embedded.EmbeddedKafka;

/** What the platform stands on. */
public record StandaloneParts(EmbeddedDatabase database, EmbeddedKafka kafka) {}
