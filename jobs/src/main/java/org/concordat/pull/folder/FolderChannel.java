package org.concordat.pull.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.concordat.config.ChannelSettings;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.ChannelFault.Kind;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is mounted here. A file's version is its size and time; nothing in it is changed,
 * but for receipts.
 */
public final class FolderChannel implements Channel {

  private static final int DEEPEST = 8;

  private final Path root;
  private final ChannelSettings.Folder settings;

  public FolderChannel(ChannelSettings.Folder settings) {
    this.root = Path.of(settings.path());
    this.settings = settings;
  }

  @Override
  public String kind() {
    return "folder";
  }

  @Override
  public List<RemoteFile> list(List<String> starts) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new ChannelFault(Kind.REFUSED, "there is no folder to read at " + root);
    }
    List<RemoteFile> files = new ArrayList<>();
    try (Stream<Path> entries = Files.walk(root, DEEPEST)) {
      for (Path entry : entries.sorted().toList()) {
        String path = root.relativize(entry).toString().replace('\\', '/');
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && starts.stream().anyMatch(path::startsWith)) {
          files.add(described(path, entry));
        }
      }
    }
    return files;
  }

  private static RemoteFile described(String path, Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new RemoteFile(
        path,
        path,
        attributes.size() + "-" + attributes.lastModifiedTime().toInstant(),
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        null);
  }

  @Override
  public RemoteContent open(RemoteFile file, long offset) throws IOException {
    Path here = root.resolve(file.path());
    if (!Files.isRegularFile(here, LinkOption.NOFOLLOW_LINKS)) {
      throw Files.exists(here, LinkOption.NOFOLLOW_LINKS)
          ? new ChannelFault(Kind.UNFIT, file.path() + " is a link or no file; it is not followed")
          : gone(file, null);
    }
    InputStream in = Files.newInputStream(here, LinkOption.NOFOLLOW_LINKS);
    in.skipNBytes(offset);
    return new RemoteContent(in, -1, null);
  }

  @Override
  public RemoteFile look(RemoteFile file) throws IOException {
    try {
      return described(file.path(), root.resolve(file.path()));
    } catch (NoSuchFileException e) {
      throw gone(file, e);
    }
  }

  private static ChannelFault gone(RemoteFile file, @Nullable Exception cause) {
    return new ChannelFault(Kind.GONE, file.path() + " is not there any more", cause);
  }

  @Override
  public void answer(Answer answer) throws IOException {
    if (settings.receipts() == null) {
      return;
    }
    Path folder = Files.createDirectories(Path.of(settings.receipts()).resolve(answer.folder()));
    Path draft = folder.resolve("." + UUID.randomUUID() + ".part");
    Files.writeString(draft, answer.json());
    try {
      Files.createLink(folder.resolve(answer.name()), draft);
    } catch (FileAlreadyExistsException e) {
      // The receipt is there already: the same name means the same words.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A folder's files stay: our manifests alone know what was taken. */
  @Override
  public void acknowledge(List<RemoteFile> files) {}

  @Override
  public void close() {}
}
