package org.concordat.pull;

import java.io.IOException;
import org.concordat.config.ChannelSettings;
import org.concordat.config.WrongRequestException;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.folder.FolderChannel;
import org.concordat.pull.mesh.MeshChannel;
import org.concordat.pull.s3.S3Channel;
import org.concordat.pull.sftp.SftpChannel;

/** Opens the kinds of channel there are. */
public final class ConfiguredChannels implements ChannelOpening {

  @Override
  public Channel open(String name, ChannelSettings settings) throws IOException {
    if (settings.s3() != null) {
      return new S3Channel(name, settings.s3());
    }
    if (settings.folder() != null) {
      return new FolderChannel(settings.folder());
    }
    if (settings.sftp() != null) {
      return SftpChannel.open(settings.sftp());
    }
    if (settings.mesh() != null) {
      return MeshChannel.open(settings.mesh(), settings.limitsOrDefault().fileBytes());
    }
    throw new WrongRequestException("Cannot open " + name + ": it is of no kind");
  }
}
