package org.concordat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

/**
 * A real server as a process of its own on this machine, so that its libraries never meet ours. Its
 * jar is fetched by the build's profile of proofs into target/servers.
 */
public final class ServerProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 90;

  private final Process process;
  private final URI address;
  private final Path log;

  private ServerProcess(Process process, URI address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /** S3Mock: versions, conditional puts, checksums; no authentication. */
  public static ServerProcess s3Mock(Path folder) {
    int port = freePort();
    return start(
        folder,
        port,
        List.of(
            "-jar",
            jar("s3mock-exec.jar").toString(),
            "--http.port=" + port,
            "--server.port=0",
            "--com.adobe.testing.s3mock.store.root=" + folder.resolve("s3mock-store")));
  }

  /** S3Proxy over a folder: it checks every signature. */
  public static ServerProcess s3Proxy(Path folder, String accessKey, String secretKey)
      throws IOException {
    int port = freePort();
    Path properties =
        Files.writeString(
            folder.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """
                .formatted(
                    port,
                    accessKey,
                    secretKey,
                    Files.createDirectories(folder.resolve("s3proxy-store"))));
    return start(
        folder,
        port,
        List.of("-jar", jar("s3proxy.jar").toString(), "--properties", properties.toString()));
  }

  private static Path jar(String name) {
    Path jar = Path.of("target", "servers", name).toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      RequiredTools.missing(jar + ", which mvn -Pproofs fetches");
    }
    return jar;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerProcess start(Path folder, int port, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx300m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(arguments);
    try {
      Files.createDirectories(folder);
      Path log = folder.resolve("server-" + port + ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      ServerProcess server =
          new ServerProcess(process, URI.create("http://127.0.0.1:" + port), log);
      server.await();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await() throws IOException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).GET().build();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (System.nanoTime() < limit && process.isAlive()) {
      try {
        client.send(request, HttpResponse.BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    close();
    throw new IllegalStateException("The server never answered: " + Files.readString(log));
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it without ending it: it accepts connections and says nothing. */
  public void freeze() {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where it listens. */
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
