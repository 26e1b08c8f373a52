package org.concordat.pull;

import org.concordat.config.ChannelSettings;
import org.concordat.config.WrongRequestException;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.folder.FolderChannel;
import org.concordat.pull.s3.S3Channel;

/** Opens the kinds of channel there are. */
public final class ConfiguredChannels implements ChannelOpening {

  @Override
  public Channel open(String name, ChannelSettings settings) {
    if (settings.s3() != null) {
      return new S3Channel(name, settings.s3());
    }
    if (settings.folder() != null) {
      return new FolderChannel(settings.folder());
    }
    throw new WrongRequestException(
        "Cannot open " + name + ": this version reads s3 and folder only");
  }
}
