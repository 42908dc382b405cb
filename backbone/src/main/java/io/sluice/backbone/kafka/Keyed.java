package io.sluice.backbone.kafka;

import org.jspecify.annotations.Nullable;

/** What a record was read as, as far as its turn goes. */
interface Keyed {

  /** What must run in turn with others of the same; null where nothing must. */
  @Nullable String key();
}
