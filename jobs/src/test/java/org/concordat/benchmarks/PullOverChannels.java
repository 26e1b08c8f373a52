package org.concordat.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.concordat.platform.Folders;
import org.concordat.proofs.ThreeServers;
import org.concordat.proofs.ThreeServers.Way;
import org.concordat.pull.mesh.MeshSandbox;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.RequiredTools;

/**
 * Pulls one large delivery over each kind of channel with a heap of 256 MB, beside the plain copy
 * tool of each protocol, from real servers on this machine, and prints what each took.
 *
 * <p>Arguments: an empty folder with room for five times the delivery; its size in bytes, one
 * thousand million where it is left out; how often each is done, once where it is left out. Beside
 * what the proofs need it uses {@code s5cmd} and {@code aws} for S3 and {@code sftp}, where they
 * are on the path or {@code CONCORDAT_S5CMD} and {@code CONCORDAT_AWS} say where they are.
 */
public final class PullOverChannels {

  private static final String TABLE = "ambulance_incident.csv";
  private static final String SUBMISSION = "AM/RRU/2026-09/001";
  private static final Pattern MOST = Pattern.compile("at most ([0-9]+) MB so far");

  /** Sends it with the official client of MESH. */
  private static final String MESH_SENDER =
      """
      import os, sys
      from mesh_client import MeshClient
      url, key, path, subject = sys.argv[1:]
      with MeshClient(url, 'X26ABC1', 'password', shared_key=key.encode()) as client:
          with open(path, 'rb') as file:
              client.send_message('X26ABC2', file, workflow_id='CRISIS', compress=False,
                  filename=os.path.basename(path), subject=subject)
      """;

  /** Downloads a message with the official client of MESH. */
  private static final String MESH_CLIENT =
      """
      import shutil, sys
      from mesh_client import MeshClient
      url, key, target = sys.argv[1:]
      with MeshClient(url, 'X26ABC2', 'password', shared_key=key.encode()) as client:
          for id in client.list_messages():
              message = client.retrieve_message(id)
              with open(target, 'wb') as out:
                  shutil.copyfileobj(message, out, 1 << 20)
      """;

  private final Path folder;
  private final ThreeServers servers;
  private final Path large;
  private final long bytes;

  private PullOverChannels(Path folder, ThreeServers servers, Path large) throws IOException {
    this.folder = folder;
    this.servers = servers;
    this.large = large;
    this.bytes = Files.size(large);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    Files.createDirectories(folder);
    Path large = folder.resolve(TABLE);
    LargeDelivery.write(large, arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000_000);
    int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
    try (ThreeServers servers = ThreeServers.start(folder)) {
      PullOverChannels pulls = new PullOverChannels(folder, servers, large);
      for (Way way : Way.values()) {
        pulls.put(way);
        for (int i = 0; i < times; i++) {
          pulls.tools(way);
        }
        // Last, since what was taken is marked so, or gone. One delivery is taken once.
        pulls.ours(way);
      }
    }
  }

  private void put(Way way) throws Exception {
    switch (way) {
      case S3 -> servers.bucket().putFile("from/" + SUBMISSION + "/" + TABLE, large);
      case SFTP -> {
        Path there = servers.sftp().root().resolve(SUBMISSION);
        Files.createDirectories(there);
        Files.createLink(there.resolve(TABLE), large);
      }
      case MESH -> {
        Path program = Files.writeString(folder.resolve("upload.py"), MESH_SENDER);
        int exitCode =
            new ProcessBuilder(
                    RequiredTools.python("mesh-python", "mesh_client").toString(),
                    program.toString(),
                    servers.mesh().address().toString(),
                    MeshSandbox.KEY,
                    large.toString(),
                    SUBMISSION)
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
          throw new IllegalStateException("The message could not be sent");
        }
      }
    }
  }

  private void tools(Way way) throws Exception {
    Path copy = folder.resolve("copy");
    switch (way) {
      case S3 -> {
        String object = "s3://inbox/from/" + SUBMISSION + "/" + TABLE;
        String store = servers.s3().toString();
        time("s5cmd", copy, tool("s5cmd"), "--endpoint-url", store, "cp", object, copy.toString());
        time(
            "aws s3 cp",
            copy,
            tool("aws"),
            "--endpoint-url",
            store,
            "s3",
            "cp",
            object,
            copy.toString());
      }
      case SFTP -> {
        Path keys = servers.sftp().keys();
        time(
            "OpenSSH's sftp",
            copy,
            "sftp",
            "-q",
            "-P",
            String.valueOf(servers.sftp().port()),
            "-i",
            keys.resolve("client").toString(),
            "-o",
            "UserKnownHostsFile=" + keys.resolve("known_hosts"),
            servers.sftp().user()
                + "@127.0.0.1:"
                + servers.sftp().root().resolve(SUBMISSION).resolve(TABLE),
            copy.toString());
      }
      case MESH -> {
        Path program = Files.writeString(folder.resolve("download.py"), MESH_CLIENT);
        time(
            "the official Python client",
            copy,
            RequiredTools.python("mesh-python", "mesh_client").toString(),
            program.toString(),
            servers.mesh().address().toString(),
            MeshSandbox.KEY,
            copy.toString());
      }
    }
    Files.deleteIfExists(copy);
    long before = System.nanoTime();
    Files.copy(large, copy);
    say("plain copy of the file", System.nanoTime() - before, "");
    Files.delete(copy);
  }

  private void ours(Way way) throws Exception {
    servers.send(way, SUBMISSION, "manifest.json", "{}".getBytes(UTF_8));
    Path channels = servers.channels(new TreeMap<>(Map.of(way, List.of("AM/RRU"))));
    Path here = Files.createDirectories(folder.resolve("here-" + way));
    long before = System.nanoTime();
    ConcordatProcess.Ended ended =
        new ConcordatProcess()
            .option("-Xmx256m")
            .option("-XX:TieredStopAtLevel=4") // as where CONCORDAT_HEAP is set
            .run(here, "pull", "--month", "2026-09", "--channels", channels.toString());
    long took = System.nanoTime() - before;
    Matcher most = MOST.matcher(ended.out() + ended.err());
    String memory = most.find() ? ", at most " + most.group(1) + " MB of memory" : "";
    say("ours over " + way + ", exit code " + ended.exitCode(), took, memory);
    Folders.delete(here);
  }

  private static String tool(String name) {
    String set = System.getenv("CONCORDAT_" + name.toUpperCase(Locale.ROOT));
    return set == null ? name : set;
  }

  private void time(String what, Path target, String... command) throws Exception {
    Path log = folder.resolve("tool.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of("/usr/bin/time", "-f", "%M"), Stream.of(command)).toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", "any");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "any");
    builder.environment().put("AWS_REGION", "eu-west-2");
    // S3Mock gives the checksum of the whole object with each part of it.
    builder.environment().put("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required");
    long before = System.nanoTime();
    int exitCode = builder.start().waitFor();
    List<String> said = new ArrayList<>(Files.readAllLines(log));
    long took = System.nanoTime() - before;
    boolean isWhole = Files.exists(target) && Files.mismatch(target, large) < 0;
    if (exitCode == 0 && isWhole) {
      long kilobytes = Long.parseLong(said.get(said.size() - 1).strip());
      say(what, took, ", at most " + kilobytes / 1024 + " MB of memory");
    } else {
      System.out.println(what + " failed with " + exitCode + "; it wrote " + log);
    }
  }

  /** With the time it took, and what that makes for each second. */
  private void say(String what, long nanos, String more) {
    double seconds = nanos / 1e9;
    System.out.printf(
        Locale.ROOT, "%s: %.1f s, %.0f MB/s%s%n", what, seconds, bytes / 1e6 / seconds, more);
  }
}
