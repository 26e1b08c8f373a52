package org.concordat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.ChannelSettings;
import org.concordat.config.ChannelsFile;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which partners' channels are read. */
final class ChannelOptions {

  @Option(
      names = "--channels",
      paramLabel = "FILE",
      description =
          "Partners' channels in YAML (default: the setting pull.channels; without it the drop"
              + " folder is read).")
  private @Nullable Path channels;

  @Option(
      names = "--partner",
      paramLabel = "CHANNEL",
      description =
          "Only this channel, or this FAMILY/ORGANISATION of the drop folder; may be given several"
              + " times.")
  private List<String> partners = new ArrayList<>();

  /**
   * The channels to read, by name; null when the drop folder is to be read.
   *
   * @param landingGiven whether a drop folder is named on the command line
   * @throws WrongRequestException when the request does not fit itself or the file
   */
  @Nullable SortedMap<String, ChannelSettings> channels(Settings settings, boolean landingGiven) {
    if (channels != null && landingGiven) {
      throw new WrongRequestException(
          "--channels and --landing exclude one another: a pull reads channels or a drop folder");
    }
    Path file = file(settings, landingGiven);
    if (file == null) {
      return null;
    }
    SortedMap<String, ChannelSettings> all = ChannelsFile.read(file);
    if (partners.isEmpty()) {
      return all;
    }
    SortedMap<String, ChannelSettings> wanted = new TreeMap<>();
    for (String partner : partners) {
      ChannelSettings channel = all.get(partner);
      if (channel == null) {
        throw new WrongRequestException(
            "--partner: there is no channel \""
                + partner
                + "\" in "
                + file
                + "; there are "
                + String.join(", ", all.keySet()));
      }
      wanted.put(partner, channel);
    }
    return wanted;
  }

  /**
   * Whose submissions are taken from the drop folder, each as FAMILY/ORGANISATION; all when empty.
   *
   * @throws WrongRequestException when one is written in another way
   */
  Set<String> senders() {
    for (String partner : partners) {
      if (!partner.matches(ChannelSettings.SENDER)) {
        throw new WrongRequestException(
            "--partner: \""
                + partner
                + "\" is not a partner of the drop folder, such as MH/RX4; channels are read with"
                + " --channels FILE");
      }
    }
    return Set.copyOf(partners);
  }

  private @Nullable Path file(Settings settings, boolean landingGiven) {
    if (channels != null) {
      return channels;
    }
    String configured = settings.pull().channels();
    return configured == null || landingGiven ? null : Path.of(configured);
  }
}
