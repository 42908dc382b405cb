package io.sluice.gateway.call;

import io.sluice.backbone.message.Command;
import io.sluice.backbone.message.Deadline;

/**
 * A call as an entrance gives it in.
 *
 * @param command what workers are asked; it may outlive the wait of its caller
 * @param answerBy when the caller is answered at the latest
 */
public record Call(Command command, Deadline answerBy, Wishes wishes) {

  /** One whose command nobody wants any more when its caller has been answered. */
  public static Call plain(Command command) {
    return new Call(command, command.expiry(), Wishes.NONE);
  }
}
