package org.concordat.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.SecretFile;
import org.concordat.pull.mesh.MeshClient;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.pull.sftp.OpenSshServer;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.ServerProcess;

/**
 * A server of each kind as its own process: S3Mock, OpenSSH and the NHS's sandbox of MESH; seen by
 * partners that put files there, and by us through one file of channels.
 */
public final class ThreeServers implements AutoCloseable {

  static final String ACCESS = "access-key-of-ours-5b2";
  static final String SECRET = "no-one-may-ever-read-this-9d1f";

  /** How a partner sends. */
  public enum Way {
    S3,
    SFTP,
    MESH
  }

  private final Path folder;
  private final ServerProcess s3;
  private final S3Bucket bucket;
  private final OpenSshServer sftp;
  private final MeshSandbox mesh;

  private ThreeServers(
      Path folder, ServerProcess s3, S3Bucket bucket, OpenSshServer sftp, MeshSandbox mesh) {
    this.folder = folder;
    this.s3 = s3;
    this.bucket = bucket;
    this.sftp = sftp;
    this.mesh = mesh;
  }

  /** Starts all three, with empty inboxes. */
  public static ThreeServers start(Path folder) throws Exception {
    MeshSandbox mesh = MeshSandbox.start(folder.resolve("sandbox"));
    OpenSshServer sftp =
        OpenSshServer.start(folder.resolve("openssh"), "ssh-ed25519", "ssh-ed25519", "");
    ServerProcess s3 = ServerProcess.s3Mock(folder.resolve("s3mock"));
    S3Bucket bucket = S3Bucket.make(s3.address(), "inbox", ACCESS, SECRET).versioned();
    return new ThreeServers(folder, s3, bucket, sftp, mesh);
  }

  public S3Bucket bucket() {
    return bucket;
  }

  public URI s3() {
    return s3.address();
  }

  public OpenSshServer sftp() {
    return sftp;
  }

  public MeshSandbox mesh() {
    return mesh;
  }

  /** Puts every submission of these partners where they put them. */
  void send(Way way, Path extracts, List<String> senders) throws IOException {
    switch (way) {
      case S3 -> senders.forEach(s -> bucket.putAll(extracts.resolve(s), "from/" + s + "/"));
      case SFTP -> PartnerServers.copy(extracts, senders, sftp.root());
      case MESH -> PartnerServers.send(extracts, senders, mesh);
    }
  }

  /**
   * Puts one file.
   *
   * @param inside the folder it lies in; empty for none
   */
  public void send(Way way, String inside, String name, byte[] content) throws IOException {
    String path = inside.isEmpty() ? name : inside + "/" + name;
    switch (way) {
      case S3 -> bucket.put("from/" + path, content);
      case SFTP -> {
        Path file = sftp.root().resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, content);
      }
      case MESH -> PartnerServers.send(mesh.client(PartnerServers.PARTNER), inside, name, content);
    }
  }

  /** Puts one file at the top with a SHA-256 of its sender, as each way has it. */
  void sendWithDigest(Way way, String name, byte[] content, String sha256) throws IOException {
    switch (way) {
      case S3 -> bucket.putWithDigest("from/" + name, content, sha256);
      case SFTP -> {
        Files.writeString(sftp.root().resolve(name + ".sha256"), sha256);
        Files.write(sftp.root().resolve(name), content);
      }
      case MESH ->
          PartnerServers.send(mesh.client(PartnerServers.PARTNER), "", name, content, sha256);
    }
  }

  /** A file of channels, one for each of these ways: by-s3, by-sftp, by-mesh. */
  public Path channels(SortedMap<Way, List<String>> senders) throws IOException {
    StringBuilder yaml = new StringBuilder("channels:\n");
    for (var way : senders.entrySet()) {
      Path one =
          switch (way.getKey()) {
            case S3 -> s3(folder, s3.address(), way.getValue());
            case SFTP -> PartnerServers.sftp(folder, sftp, way.getValue());
            case MESH -> PartnerServers.mesh(folder, mesh, way.getValue());
          };
      yaml.append(Files.readString(one).replace("channels:\n", ""));
    }
    return Files.writeString(folder.resolve("three.yaml"), yaml);
  }

  /** The settings of a channel to the bucket {@code inbox} of a store. */
  static Path s3(Path folder, URI store, List<String> senders) throws IOException {
    SecretFile.write(folder.resolve("access.key"), ACCESS);
    SecretFile.write(folder.resolve("secret.key"), SECRET);
    return Files.writeString(
        folder.resolve("s3.yaml"),
        """
        channels:
          by-s3:
            sends: [%s]
            delivery-note: true
            s3:
              bucket: inbox
              prefix: from/
              endpoint: %s
              path-style: true
              access-key: file:%s
              secret-key: file:%s
              receipts: receipts/
        """
            .formatted(
                String.join(", ", senders),
                store,
                folder.resolve("access.key"),
                folder.resolve("secret.key")));
  }

  /** The receipts that lie there, by their names. */
  List<String> receipts(Way way) throws IOException {
    return switch (way) {
      case S3 -> bucket.keys("receipts/");
      case SFTP ->
          Folders.filesBelow(sftp.root().resolve("receipts")).stream().map(Path::toString).toList();
      case MESH -> mesh.client(PartnerServers.PARTNER).inbox("CRISIS_RECEIPT");
    };
  }

  /** What the receipts that lie there say: a submission's id, a space and its status. */
  List<String> answers(Way way) throws IOException {
    MeshClient partner = mesh.client(PartnerServers.PARTNER);
    List<String> answers = new ArrayList<>();
    for (String name : receipts(way)) {
      String text =
          switch (way) {
            case S3 -> bucket.text(name);
            case SFTP -> Files.readString(sftp.root().resolve("receipts").resolve(name));
            case MESH -> new String(partner.content(name).readAllBytes(), UTF_8);
          };
      JsonNode receipt = Json.mapper().readTree(text);
      answers.add(receipt.path("submission_id").asText() + " " + receipt.path("status").asText());
    }
    return answers;
  }

  /** Stops a server without ending it. */
  void freeze(Way way) throws Exception {
    switch (way) {
      case S3 -> s3.freeze();
      case SFTP -> sftp.freeze();
      case MESH -> mesh.freeze();
    }
  }

  /** Lets a server go on. */
  void thaw(Way way) throws Exception {
    switch (way) {
      case S3 -> s3.thaw();
      case SFTP -> sftp.thaw();
      case MESH -> mesh.thaw();
    }
  }

  @Override
  public void close() throws Exception {
    bucket.close();
    s3.close();
    sftp.close();
    mesh.close();
  }
}
