package io.sluice.cluster.node;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in a line or more why a start failed. */
public final class StartFailure {

  private static final Logger log = LoggerFactory.getLogger(StartFailure.class);

  private StartFailure() {}

  /**
   * For the operator. What does not explain itself, and so may be a fault of ours, is logged with
   * its trace as well.
   */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
      return "the file " + message + " does not exist";
    }
    if (!explains(failure, message)) {
      log.atError().setCause(failure).log("start failed");
    }
    return message == null || message.isBlank() ? failure.toString() : message;
  }

  private static boolean explains(Throwable failure, @Nullable String message) {
    return message != null && !message.isBlank() && !isSurprising(failure);
  }

  /** The language's own, such as a null pointer, are nobody's way to refuse, but for two. */
  private static boolean isSurprising(Throwable failure) {
    return failure.getClass().getPackageName().equals("java.lang")
        && !(failure instanceof IllegalArgumentException)
        && !(failure instanceof IllegalStateException);
  }
}
