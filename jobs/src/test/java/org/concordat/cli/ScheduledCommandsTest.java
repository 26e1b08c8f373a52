package org.concordat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a schedule asks for: who is expected, one partner at a time, waiting, and reminders. */
class ScheduledCommandsTest {

  @TempDir private Path folder;

  private record Answer(int exitCode, String out, String err) {}

  @Test
  void who_is_pulled_are_the_expected_and_whoever_put_something_into_the_drop_folder()
      throws IOException {
    sent("AM/RX6");
    sent("MH/ZZ9");
    Answer answer = answer("partners", "--landing", folder.resolve("drop").toString());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out().lines())
        .hasSize(15)
        .contains("AM      RX6      AM/RX6       yes")
        // No register knows it and it never sent before: nothing lacks without it.
        .contains("MH      ZZ9      MH/ZZ9       -");
    assertThat(folder.resolve("lake")).doesNotExist();
  }

  @Test
  void an_expected_partner_without_a_channel_is_listed_without_one() throws IOException {
    Path channels =
        Files.writeString(
            folder.resolve("channels.yaml"),
            "channels: {north: {sends: [MH/RX4, UC/RX6], folder: {path: x}}}");
    Answer answer = answer("partners", "--json", "--channels", channels.toString());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out().replaceAll("\\s+", ""))
        .contains(
            "{\"family\":\"MH\",\"organisation\":\"RX4\",\"channel\":\"north\",\"expected\":true}",
            "{\"family\":\"UC\",\"organisation\":\"RX6\",\"channel\":\"north\",\"expected\":true}",
            "{\"family\":\"PF\",\"organisation\":\"42\",\"expected\":true}");
  }

  @Test
  void one_partner_of_the_drop_folder_is_pulled_alone() throws IOException {
    sent("AM/RX6");
    sent("PF/10");
    assertThat(pull("--partner", "PF/10").exitCode()).isZero();
    assertThat(landed()).containsExactly("PF-10-2026-09-001");
    assertThat(pull("--partner", "PF/42").exitCode()).isZero();
    assertThat(landed()).containsExactly("PF-10-2026-09-001");
    assertThat(pull().exitCode()).isZero();
    assertThat(landed()).containsExactly("AM-RX6-2026-09-001", "PF-10-2026-09-001");
  }

  @Test
  void a_command_waits_for_another_one_on_its_lake_when_it_is_told_to() throws Exception {
    sent("PF/10");
    Files.createDirectories(folder.resolve("lake"));
    try (FileChannel other = LakeSession.locked(folder.resolve("lake"))) {
      Answer refused = pull();
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("Another concordat is writing to");
      CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> pull("--wait", "60"));
      TimeUnit.MILLISECONDS.sleep(300);
      assertThat(waiting).isNotDone();
      other.close();
      assertThat(waiting.get(60, TimeUnit.SECONDS).exitCode()).isZero();
    }
    assertThat(landed()).containsExactly("PF-10-2026-09-001");
    assertThat(pull("--wait", "-1").exitCode()).isEqualTo(2);
  }

  @Test
  void who_is_missing_is_reminded_with_the_hours_left() throws IOException {
    SharedSpark.session();
    // From Monday 12 October, 09:00, to Wednesday 21 October, 23:59:59: 9 days and 14 whole hours.
    Answer answer = answer("remind", "--as-of", "2026-10-12T08:00:00Z");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out())
        .startsWith("2026-09: 230 hours left, 13 missing, 0 rejected\n")
        .contains("  PF/42  not received\n", "13 messages written");
    Path message =
        folder.resolve("lake/reports/PF/42/2026-09").resolve("reminder-20261012T0800Z.txt");
    assertThat(Files.readString(message))
        .contains(
            "Nothing was received from you for 2026-09 so far.",
            "The window closes on Wednesday 21 October 2026, 23:59 London time.",
            "On Monday 12 October 2026, 09:00 London time, 230 hours are left.")
        .doesNotContain("was rejected");
  }

  @Test
  void nobody_is_reminded_of_a_window_that_is_closed_or_in_a_dry_run() {
    Answer late = answer("remind", "--as-of", "2026-10-21T23:00:00Z");
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.err()).contains("The window of 2026-09 closed on Wednesday 21 October 2026");
    assertThat(answer("remind").err()).contains("--as-of is missing");
    SharedSpark.session();
    Answer dry = answer("remind", "--as-of", "2026-10-20T22:59:59Z", "--dry-run", "--json");
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("\"hours_left\" : 24", "\"written\" : 0");
    assertThat(folder.resolve("lake/reports/PF")).doesNotExist();
  }

  private void sent(String sender) throws IOException {
    Path sent = Files.createDirectories(folder.resolve("drop/" + sender + "/2026-09/001"));
    Files.writeString(sent.resolve("manifest.json"), "{}");
  }

  private List<String> landed() {
    return new Deliveries(folder.resolve("lake/landing"))
        .all().stream().map(Delivery::submissionId).toList();
  }

  private Answer pull(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--landing", folder.resolve("drop").toString()));
    arguments.addAll(List.of(more));
    return answer("pull", arguments.toArray(new String[0]));
  }

  private Answer answer(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, "--month", "2026-09", "--lake", folder.resolve("lake").toString()));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConcordatCommand.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(new String[0]));
    return new Answer(exitCode, out.toString(), err.toString());
  }
}
