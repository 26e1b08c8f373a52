package org.concordat.pull.mesh;

import java.util.Optional;
import org.concordat.pull.channel.ChannelFault;

/** The words for what MESH refuses; they hold no token, key or content. */
final class MeshFaults {

  private MeshFaults() {}

  /**
   * What a status other than success means.
   *
   * @param request what was asked, without secrets, for example {@code GET inbox/ID}
   * @param code MESH's own error code; empty when it gave none
   * @param retryAfter the answer's header of that name; empty when it had none
   */
  static ChannelFault refused(
      int status, String mailbox, String request, String code, Optional<String> retryAfter) {
    return ChannelFault.ofStatus(
        status,
        "MESH mailbox "
            + mailbox
            + ": "
            + meaning(status)
            + " ("
            + request
            + " answered "
            + status
            + (code.isEmpty() ? "" : ", MESH code " + code)
            + ")",
        null,
        retryAfter);
  }

  /** MESH or a sender did what the interface does not allow. */
  static ChannelFault broken(String message) {
    return new ChannelFault(ChannelFault.Kind.REFUSED, message);
  }

  /** A sender's message that cannot be taken as it is. */
  static ChannelFault unfit(String message) {
    return new ChannelFault(ChannelFault.Kind.UNFIT, message);
  }

  private static String meaning(int status) {
    return switch (status) {
      case 400 -> "MESH does not understand the request";
      case 401, 403 ->
          "MESH refuses access; check the mailbox id, its password, the shared key, the certificate"
              + " and that this machine's clock is right";
      case 404 -> "there is no such message";
      case 410 ->
          "the message is gone: it expired or was withdrawn before it was collected; ask the sender"
              + " to send it again";
      case 417 -> "MESH does not know the recipient's mailbox, or refuses the part sent";
      case 423 -> "the message can no longer be changed";
      case 425, 429 -> "MESH asks to come back later";
      default ->
          status >= 500
              ? "MESH has a fault of its own; try again later"
              : "MESH refuses the request";
    };
  }
}
