package org.concordat.pull.sftp;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.signature.Signature;
import org.concordat.config.WrongRequestException;

/**
 * The keys a server may have, from a file in the form of OpenSSH's known_hosts. Nothing is learnt
 * and nothing is asked: a key that does not stand there is refused.
 */
final class PinnedHostKeys implements ServerKeyVerifier {

  private final Path file;
  private final String host;
  private final int port;
  private final List<PublicKey> pinned = new ArrayList<>();
  private final List<PublicKey> revoked = new ArrayList<>();
  private volatile String refusal = "";

  /**
   * @throws WrongRequestException when the file holds no key of this server
   */
  PinnedHostKeys(Path file, String host, int port) {
    this.file = file;
    this.host = host;
    this.port = port;
    try {
      for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file)) {
        if (entry.getKeyEntry() != null && entry.isHostMatch(host, port)) {
          add(entry);
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new WrongRequestException(
          "Cannot read the host keys " + file + ": it must have the form of known_hosts", e);
    }
    if (pinned.isEmpty()) {
      throw new WrongRequestException(
          "The host keys " + file + " hold none of " + place() + "; ask the partner for its key");
    }
  }

  private void add(KnownHostEntry entry) throws IOException, GeneralSecurityException {
    PublicKey key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
    String marker = entry.getMarker() == null ? "" : entry.getMarker();
    if (key == null || marker.equals("cert-authority")) {
      return; // a kind of key we do not use
    }
    (marker.equals("revoked") ? revoked : pinned).add(key);
  }

  private String place() {
    return host + " port " + port;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey sent) {
    if (isAmong(revoked, sent) || !isAmong(pinned, sent)) {
      refusal =
          "the SFTP server "
              + place()
              + " shows another key than the one pinned in "
              + file
              + ": "
              + KeyUtils.getFingerPrint(sent)
              + " instead of "
              + String.join(" or ", pinned.stream().map(KeyUtils::getFingerPrint).toList())
              + ". Nothing was sent to it. Ask the partner whether its key was changed before you"
              + " change that file";
      return false;
    }
    return true;
  }

  private static boolean isAmong(List<PublicKey> keys, PublicKey sent) {
    return keys.stream().anyMatch(key -> KeyUtils.compareKeys(key, sent));
  }

  /** Why the server's key was refused; empty when it was not. */
  Optional<String> refusal() {
    return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
  }

  /**
   * Ways to sign with the kinds of key that are pinned first, so that a server with several keys
   * shows the one we know.
   */
  List<NamedFactory<Signature>> pinnedFirst(List<NamedFactory<Signature>> factories) {
    List<String> kinds = pinned.stream().map(KeyUtils::getKeyType).toList();
    return factories.stream()
        .sorted(
            Comparator.comparing(
                factory -> !kinds.contains(KeyUtils.getCanonicalKeyType(factory.getName()))))
        .toList();
  }
}
