package org.concordat.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The texts of a folder of this module's resources, whether unpacked or inside a jar. One reader at
 * a time: a jar can be opened as a file system only once.
 */
final class ResourceFolder {

  private ResourceFolder() {}

  /**
   * Reads every file below a folder whose name ends in {@code suffix}.
   *
   * @return relative path (with /) to text, in path order; empty when there is no such folder
   */
  static synchronized SortedMap<String, String> texts(String folder, String suffix) {
    URL url = ResourceFolder.class.getResource("/" + folder);
    if (url == null) {
      return new TreeMap<>();
    }
    try {
      URI uri = url.toURI();
      if ("jar".equals(uri.getScheme())) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          return textsBelow(jar.getPath("/" + folder), suffix);
        }
      }
      return textsBelow(Path.of(uri), suffix);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the resources in " + folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot find the resources in " + folder, e);
    }
  }

  private static SortedMap<String, String> textsBelow(Path root, String suffix) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(suffix)) {
          texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }
}
