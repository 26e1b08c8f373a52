package org.concordat.pull.mesh;

/**
 * What proves a mailbox to MESH. Its text form holds no secret, so that no log or message can.
 *
 * @param mailbox mailbox id, for example X26ABC1
 * @param password the mailbox's password
 * @param sharedKey the environment's shared key, from which the tokens are made
 */
public record MeshIdentity(String mailbox, String password, String sharedKey) {

  @Override
  public String toString() {
    return "mailbox " + mailbox;
  }
}
