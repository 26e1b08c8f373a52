package org.concordat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concordat.testing.NamedTests;
import org.junit.jupiter.api.Test;

/**
 * The page docs/channels.md says where each fault is shown, and names only tests that are there.
 */
class ChannelFaultsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "channels.md");

  /** What a pull must survive (the faults that every channel was built against). */
  private static final List<String> FAULTS =
      List.of(
          "killed after every step",
          "server gone in mid-transfer",
          "truncated upload",
          "wrong checksum",
          "403",
          "404",
          "412",
          "429, 500, 503 storms",
          "asked to wait",
          "slow server",
          "silent server",
          "disk full",
          "two pullers",
          "same file renamed",
          "packed again",
          "archive bomb",
          "wrong period",
          "nought rows",
          "file growing",
          "expired message",
          "changed host key",
          "link",
          "name that leads elsewhere",
          "one channel out of order");

  @Test
  void every_test_it_names_is_there() throws IOException {
    assertThat(NamedTests.missing(Files.readString(PAGE))).isEmpty();
  }

  @Test
  void every_fault_has_a_line_with_a_proof_on_a_real_server() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    assertThat(FAULTS)
        .allSatisfy(
            fault ->
                assertThat(lines)
                    .anyMatch(line -> line.startsWith("| " + fault) && hasProof(line)));
  }

  /** A test among the proofs; the cases of SFTP run against OpenSSH there. */
  private static boolean hasProof(String line) {
    return NamedTests.in(line).stream()
        .anyMatch(test -> test.contains("ProofTest#") || test.contains("SftpChannelCases#"));
  }
}
