package org.concordat.pull;

import java.io.IOException;
import org.concordat.config.ChannelSettings;
import org.concordat.pull.channel.Channel;

/** Opens a channel as its settings describe it. */
@FunctionalInterface
public interface ChannelOpening {

  /**
   * @param name the channel's name in channels.yaml
   * @throws org.concordat.config.WrongRequestException when a file or secret that the settings name
   *     is not there
   */
  Channel open(String name, ChannelSettings settings) throws IOException;
}
