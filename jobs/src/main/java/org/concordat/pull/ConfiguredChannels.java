package org.concordat.pull;

import java.io.IOException;
import java.time.Duration;
import org.concordat.config.ChannelSettings;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.folder.FolderChannel;
import org.concordat.pull.mesh.MeshChannel;
import org.concordat.pull.s3.S3Channel;
import org.concordat.pull.sftp.SftpChannel;

/** Opens the kinds of channel there are. */
public final class ConfiguredChannels implements ChannelOpening {

  private final Duration silence;

  /**
   * @param settings tell how long a server may say nothing; a second at least
   */
  public ConfiguredChannels(Settings.Pull settings) {
    this.silence = Duration.ofSeconds(Math.max(1, settings.silenceSeconds()));
  }

  @Override
  public Channel open(String name, ChannelSettings settings) throws IOException {
    if (settings.s3() != null) {
      return new S3Channel(name, settings.s3(), silence);
    }
    if (settings.folder() != null) {
      return new FolderChannel(settings.folder());
    }
    if (settings.sftp() != null) {
      return SftpChannel.open(settings.sftp(), silence);
    }
    if (settings.mesh() != null) {
      return MeshChannel.open(settings.mesh(), settings.limitsOrDefault().fileBytes(), silence);
    }
    throw new WrongRequestException("Cannot open " + name + ": it is of no kind");
  }
}
