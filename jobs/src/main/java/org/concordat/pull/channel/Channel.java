package org.concordat.pull.channel;

import java.io.IOException;
import java.util.List;

/**
 * One partner's way of sending, opened for one pull. A channel moves bytes and knows nothing of
 * submissions: what belongs together, what is whole and what was taken before is decided elsewhere,
 * in the same way for all channels.
 *
 * <p>A channel tries everything once; whoever calls it tries again after a fault of the kind {@link
 * ChannelFault.Kind#BUSY} or any other {@link IOException}. It is used by one thread at a time. No
 * message of it holds a secret.
 */
public interface Channel extends AutoCloseable {

  /** How it comes, as our manifests name it: s3, sftp, mesh or folder. */
  String kind();

  /**
   * What lies there now, in path order. Files of receipts and of unfinished uploads are left out
   * where the channel can tell them.
   *
   * @param starts what paths of interest start with, for example {@code MH/RX4/} and {@code
   *     MH-RX4-}; a channel may leave out everything else, and one that cannot ask for less ignores
   *     them
   */
  List<RemoteFile> list(List<String> starts) throws IOException;

  /**
   * A file's bytes.
   *
   * @param file one that was listed; other bytes than those of its version are never given
   * @param offset bytes to skip, because they are here already
   * @throws ChannelFault of kind CHANGED or GONE when that version is there no more
   */
  RemoteContent open(RemoteFile file, long offset) throws IOException;

  /**
   * The file as it stands now, asked for after its bytes were read: a difference means that it was
   * being written meanwhile. A channel whose versions cannot change answers with the file itself.
   *
   * @throws ChannelFault of kind GONE when it is there no more
   */
  RemoteFile look(RemoteFile file) throws IOException;

  /**
   * Puts an answer where the partner sees it. The same name again changes nothing, or, where a
   * channel cannot know, brings the same bytes again.
   */
  void answer(Answer answer) throws IOException;

  /** Tells the other side that these files are ours now. The last step; may be done twice. */
  void acknowledge(List<RemoteFile> files) throws IOException;

  @Override
  void close();
}
