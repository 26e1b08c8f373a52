package org.concordat.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;

/**
 * A submission in a drop folder that a test changes as its sender would: the manifest goes with the
 * files. For tables whose values hold no line ends.
 */
public final class SentSubmission {

  private static final String MANIFEST = "manifest.json";

  private final Path folder;

  /**
   * @param folder {@code <drop>/<family>/<organisation>/<month>/<sequence>}
   */
  public SentSubmission(Path folder) {
    this.folder = folder;
  }

  /** Sends it once more, with another sequence and a later time of receipt. */
  public SentSubmission again(String seq, String receivedAt) throws IOException {
    Path copy = folder.resolveSibling(seq);
    Folders.copy(folder, copy);
    SentSubmission again = new SentSubmission(copy);
    again.json("delivery.json", note -> note.put("received_at", receivedAt));
    return again;
  }

  /**
   * Changes the rows of a table.
   *
   * @param rows gives the rows to send, from those that were sent; the header stays
   */
  public SentSubmission rows(String table, UnaryOperator<List<String>> rows) throws IOException {
    Path file = folder.resolve(table + ".csv");
    List<String> lines = Files.readAllLines(file);
    List<String> sent = new ArrayList<>(lines.subList(0, 1));
    sent.addAll(rows.apply(lines.subList(1, lines.size())));
    Files.writeString(file, String.join("\n", sent) + "\n");
    String hash = "sha256:" + Digest.ofFile(file);
    json(
        MANIFEST,
        manifest -> {
          for (JsonNode resource : manifest.get("resources")) {
            if (resource.get("path").asText().equals(table + ".csv")) {
              ((ObjectNode) resource)
                  .put("bytes", file.toFile().length())
                  .put("hash", hash)
                  .put("rows", sent.size() - 1);
            }
          }
        });
    return this;
  }

  /** Changes what the manifest says. */
  public SentSubmission manifest(Consumer<ObjectNode> change) throws IOException {
    json(MANIFEST, change);
    return this;
  }

  /** Says that nothing happened in the month, and sends no file. */
  public SentSubmission nil(String reason) throws IOException {
    for (Path file : Folders.filesBelow(folder)) {
      if (!file.toString().endsWith(".json")) {
        Files.delete(folder.resolve(file));
      }
    }
    return manifest(
        manifest -> {
          manifest.put("nil_return", true).put("nil_return_reason", reason);
          manifest.putArray("resources");
        });
  }

  private void json(String name, Consumer<ObjectNode> change) throws IOException {
    Path file = folder.resolve(name);
    ObjectNode node = (ObjectNode) Json.mapper().readTree(file.toFile());
    change.accept(node);
    Files.writeString(file, Json.text(node));
  }
}
