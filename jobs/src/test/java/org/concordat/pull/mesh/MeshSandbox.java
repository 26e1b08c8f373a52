package org.concordat.pull.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.testing.RequiredTools;

/**
 * The NHS's own sandbox of MESH ({@code mesh-sandbox} on PyPI) as a process on this machine, which
 * checks tokens and keeps its mail in a folder. Its mailboxes are X26ABC1 to X26ABC3.
 */
public final class MeshSandbox implements AutoCloseable {

  public static final String KEY = "TestKey";
  public static final String PASSWORD = "password";

  private static final Pattern ADDRESS =
      Pattern.compile("running on (https?)://127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path log;
  private final Path mail;
  private final URI address;

  private MeshSandbox(Process process, Path log, Path mail, URI address) {
    this.process = process;
    this.log = log;
    this.mail = mail;
    this.address = address;
  }

  /**
   * Starts it on a free port, or on the one given, as when it comes back after a fall.
   *
   * @param folder for its mail and its log
   * @param options more options of uvicorn
   */
  public static MeshSandbox start(Path folder, String... options) throws Exception {
    Path mail = Files.createDirectories(folder.resolve("mail"));
    Path log = folder.resolve("sandbox.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                RequiredTools.python("mesh-python", "mesh_sandbox").toString(),
                "-m",
                "uvicorn",
                "mesh_sandbox.api:app",
                "--host",
                "127.0.0.1",
                "--workers",
                "1"));
    command.addAll(List.of(options));
    if (!command.contains("--port")) {
      command.addAll(List.of("--port", "0"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("STORE_MODE", "file");
    builder.environment().put("MAILBOXES_DATA_DIR", mail.toString());
    builder.environment().put("AUTH_MODE", "full");
    builder.environment().put("SHARED_KEY", KEY);
    Process process = builder.start();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (true) {
      Matcher said = ADDRESS.matcher(Files.readString(log));
      if (said.find()) {
        return new MeshSandbox(
            process, log, mail, URI.create(said.group(1) + "://127.0.0.1:" + said.group(2)));
      }
      assertThat(process.isAlive() && System.nanoTime() < limit)
          .as("The sandbox does not start: " + Files.readString(log))
          .isTrue();
      Thread.sleep(50);
    }
  }

  public URI address() {
    return address;
  }

  /** Everything it wrote about the requests it got. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /**
   * Asks for something that real MESH does by itself, such as letting a message expire.
   *
   * @return the answer's status
   */
  public int admin(String path, String json) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(address.resolve("/messageexchange/admin/" + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode();
  }

  /** Where it keeps a message's parts, named 1, 2 and so on; its state is beside, in a .json. */
  public Path message(String mailbox, String id) {
    return mail.resolve(mailbox).resolve("in").resolve(id);
  }

  /** A client of one of its mailboxes. */
  public MeshClient client(String mailbox) {
    return MeshClient.of(
        address, new MeshIdentity(mailbox, PASSWORD, KEY), null, Duration.ofSeconds(20));
  }

  /** Stops it without ending it: it accepts connections and says nothing. */
  public void freeze() throws Exception {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void thaw() throws Exception {
    signal("-CONT");
  }

  private void signal(String signal) throws Exception {
    new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly();
    process.waitFor(1, TimeUnit.MINUTES);
  }
}
