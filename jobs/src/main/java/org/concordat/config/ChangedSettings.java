package org.concordat.config;

import java.util.Map;

/** Settings like others, but for the parts that are named; begun with {@link Settings#with}. */
public final class ChangedSettings {

  private final Settings from;
  private Map<String, String> zones;
  private Settings.Pull pull;
  private Settings.Check check;
  private Settings.Linkage linkage;
  private Map<String, Settings.ReleaseKey> releases;
  private Settings.Returns returns;
  private EncryptionSettings encryption;

  ChangedSettings(Settings from) {
    this.from = from;
    this.zones = from.zones();
    this.pull = from.pull();
    this.check = from.check();
    this.linkage = from.linkage();
    this.releases = from.releases();
    this.returns = from.returns();
    this.encryption = from.encryption();
  }

  /** Other zones. */
  public ChangedSettings zones(Map<String, String> other) {
    zones = other;
    return this;
  }

  /** Another way to read channels. */
  public ChangedSettings pull(Settings.Pull other) {
    pull = other;
    return this;
  }

  /** Another way to judge. */
  public ChangedSettings check(Settings.Check other) {
    check = other;
    return this;
  }

  /** Another way to link. */
  public ChangedSettings linkage(Settings.Linkage other) {
    linkage = other;
    return this;
  }

  /** Keys of other releases. */
  public ChangedSettings releases(Map<String, Settings.ReleaseKey> other) {
    releases = other;
    return this;
  }

  /** Other conditions for a return. */
  public ChangedSettings returns(Settings.Returns other) {
    returns = other;
    return this;
  }

  /** Other keys of columns. */
  public ChangedSettings encryption(EncryptionSettings other) {
    encryption = other;
    return this;
  }

  /** The settings as they are now. */
  public Settings done() {
    return new Settings(
        zones,
        pull,
        from.spark(),
        check,
        linkage,
        releases,
        from.receipts(),
        from.counting(),
        from.disclosure(),
        returns,
        from.signOff(),
        from.objectStore(),
        from.lineage(),
        encryption);
  }
}
