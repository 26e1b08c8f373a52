package org.concordat.pull.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.concordat.testing.RequiredTools;

/** OpenSSH's server with a configuration of its own on a port of this machine, as who runs us. */
public final class OpenSshServer implements SftpServer {

  private final Path folder;
  private final Path program;
  private final int port;
  private Process process;

  private OpenSshServer(Path folder, Path program, int port, Process process) {
    this.folder = folder;
    this.program = program;
    this.port = port;
    this.process = process;
  }

  /**
   * @param hostKind kind of the server's key
   * @param clientKind kind of ours
   * @param options what its part for files is started with, for example {@code -P rename}
   */
  public static OpenSshServer start(Path folder, String hostKind, String clientKind, String options)
      throws Exception {
    Path program = RequiredTools.find("sshd", "sshd", "../sbin/sshd").toAbsolutePath().normalize();
    Files.createDirectories(folder.resolve("data"));
    Path keys = folder.resolve("keys");
    SftpServer.writeKeys(keys, "host", hostKind);
    SftpServer.writeKeys(keys, "client", clientKind);
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // made by the system's own start otherwise
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("sshd_config"),
        String.join(
            "\n",
            "ListenAddress 127.0.0.1",
            "Port " + port,
            "HostKey " + keys.resolve("host"),
            "PidFile none",
            "AuthorizedKeysFile " + keys.resolve("client.pub"),
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin prohibit-password",
            "LogLevel VERBOSE",
            "Subsystem sftp internal-sftp " + options,
            ""));
    SftpServer.pin(keys.resolve("known_hosts"), port, keys.resolve("host.pub"));
    return new OpenSshServer(folder, program, port, started(program, folder, port));
  }

  private static Process started(Path program, Path folder, int port) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("sshd.log").toFile()))
            .start();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try (Socket answers = new Socket()) {
        answers.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return process;
      } catch (IOException e) {
        assertThat(process.isAlive() && System.nanoTime() < limit)
            .as("sshd does not start: " + Files.readString(folder.resolve("sshd.log")))
            .isTrue();
        Thread.sleep(50);
      }
    }
  }

  @Override
  public Path root() {
    return folder.resolve("data");
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Path keys() {
    return folder.resolve("keys");
  }

  @Override
  public String user() {
    return System.getProperty("user.name");
  }

  /** Everything it wrote. */
  public String log() throws IOException {
    return Files.readString(folder.resolve("sshd.log"));
  }

  /** Stops all its processes without ending them, as when a line goes dead. */
  public void freeze() throws Exception {
    signal("-STOP");
  }

  /** Lets them go on. */
  public void thaw() throws Exception {
    signal("-CONT");
  }

  /** Sends a signal to the server and to the processes of its sessions. */
  private void signal(String signal) throws Exception {
    java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("kill", signal));
    process.descendants().forEach(child -> command.add(String.valueOf(child.pid())));
    command.add(String.valueOf(process.pid()));
    new ProcessBuilder(command).start().waitFor();
  }

  @Override
  public void fall() throws Exception {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor(1, TimeUnit.MINUTES);
  }

  @Override
  public void rise() throws Exception {
    process = started(program, folder, port);
  }

  @Override
  public void close() throws Exception {
    fall();
  }
}
