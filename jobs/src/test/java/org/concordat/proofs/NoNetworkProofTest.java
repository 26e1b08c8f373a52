package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.concordat.testing.ConcordatProcess;
import org.concordat.testing.RequiredTools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A check at the partner sends nothing anywhere and asks for no name: the system calls of the
 * process and its children are watched. The engine's own ports are those of the loopback address.
 */
@Tag("proof")
class NoNetworkProofTest {

  /** Calls that reach out, over IP. */
  private static final Pattern REACHES_OUT =
      Pattern.compile(".*\\b(connect|sendto|sendmsg|sendmmsg)\\(.*");

  private static final Pattern IP = Pattern.compile(".*\\bAF_INET6?\\b.*");
  private static final Pattern LOOPBACK = Pattern.compile(".*\"(::ffff:)?127\\.0\\.0\\.1\".*");

  /** A name server, also one on this machine that asks others. */
  private static final Pattern NAME_SERVER = Pattern.compile(".*htons\\((53|853|5353)\\).*");

  @TempDir private Path folder;

  @Test
  void nothing_leaves_the_machine_when_a_folder_is_checked_offline() throws Exception {
    Path sent = Path.of("..", "sample-data", "extracts/PF/10/2026-09/001").toAbsolutePath();
    List<String> calls = watched("check", sent.toString(), "--out", folder + "/out");

    assertThat(folder.resolve("out/index.html")).exists();
    assertThat(calls).as("the watch sees sockets").anyMatch(call -> call.contains("bind("));
    assertThat(calls.stream().filter(call -> IP.matcher(call).matches()))
        .noneMatch(call -> NAME_SERVER.matcher(call).matches())
        .filteredOn(call -> REACHES_OUT.matcher(call).matches() || call.contains("bind("))
        .allMatch(call -> LOOPBACK.matcher(call).matches());
  }

  private List<String> watched(String... arguments) throws IOException, InterruptedException {
    String strace = RequiredTools.find("strace").toString();
    Path calls = folder.resolve("calls.txt");
    if (new ProcessBuilder(strace, "-o", calls.toString(), "true").start().waitFor() != 0) {
      RequiredTools.missing("the right to watch the system calls of a process");
    }
    ConcordatProcess.Ended ended =
        new ConcordatProcess()
            .under(strace, "-f", "-qq", "-e", "trace=%network", "-o", calls.toString())
            .option("-Xmx1g")
            .run(folder, arguments);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return Files.readAllLines(calls);
  }
}
