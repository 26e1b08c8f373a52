package org.concordat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.concordat.pull.RemoteSubmissions.Submission;
import org.concordat.pull.channel.RemoteFile;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;

/** The forms of docs/channels.md. */
class RemoteSubmissionsTest {

  private static final Set<ReportingMonth> MONTHS =
      Set.of(ReportingMonth.of("2026-08"), ReportingMonth.of("2026-09"));

  @Test
  void a_folder_single_files_and_archives_are_submissions() {
    RemoteSubmissions recognised = recognised(false);
    List<Submission> submissions =
        recognised.among(
            files(
                "MH/RX4/2026-09/001/manifest.json",
                "MH/RX4/2026-09/001/MHS101Referral.csv",
                "MH/RX4/2026-09/001/more/x.csv",
                "AM-RX6-2026-08-002-manifest.json",
                "AM-RX6-2026-08-002-ambulance_incident.csv",
                "AM-RX6-2026-09-003.ZIP",
                "MH/RX4/2026-09/002.tar.gz"));
    assertThat(submissions)
        .extracting(Submission::id)
        .containsExactly(
            "AM-RX6-2026-08-002", "AM-RX6-2026-09-003", "MH-RX4-2026-09-001", "MH-RX4-2026-09-002");
    assertThat(submissions.get(0).files().keySet())
        .containsExactly("ambulance_incident.csv", "manifest.json");
    assertThat(submissions.get(2).files().keySet())
        .containsExactly("MHS101Referral.csv", "manifest.json", "more/x.csv");
    assertThat(submissions.get(1).archive()).isNotNull();
    assertThat(recognised.notes()).isEmpty();
  }

  @Test
  void what_does_not_fit_is_told_and_not_taken() {
    RemoteSubmissions recognised = recognised(false);
    List<Submission> submissions =
        recognised.among(
            files(
                "PF/10/2026-09/001/manifest.json",
                "MH/RX4/2026-13/001/manifest.json",
                "MH/RX4/2026-10/001/manifest.json",
                "MH/RX4/2020-01/001/manifest.json",
                "MH/RX4/2026-09/first/manifest.json",
                "MH/RX4/2026-09/004/MHS101Referral.csv",
                "MH/RX4/2026-09/005/manifest.json",
                "MH/RX4/2026-09/005/x.csv.part",
                "MH/RX4/2026-09/006/../../../../etc/passwd",
                "MH/RX4/2026-09/007/.hidden",
                "MH/RX4/2026-09/007/delivery.json",
                "MH/RX4/2026-09/007/manifest.json",
                "readme.txt"));
    assertThat(submissions).extracting(Submission::id).containsExactly("MH-RX4-2026-09-007");
    assertThat(submissions.get(0).all())
        .extracting(RemoteFile::path)
        .containsExactly("MH/RX4/2026-09/007/manifest.json");
    assertThat(recognised.notes())
        .containsExactlyInAnyOrder(
            "PF/10/2026-09/001 is a submission for PF/10, which this channel may not send; it was"
                + " not taken",
            "MH/RX4/2026-13/001 is not a month written yyyy-MM",
            "MH/RX4/2026-10/001 is of a month after the one pulled; it is left until that month is"
                + " pulled",
            "MH/RX4/2026-09/first/manifest.json fits none of the forms of a submission and was not"
                + " taken",
            "MH/RX4/2026-09/004 was left until its manifest.json is there",
            "MH/RX4/2026-09/005/x.csv.part is still being copied; its submission was left for the"
                + " next pull",
            "MH/RX4/2026-09/006/../../../../etc/passwd has a name that is not taken",
            "MH/RX4/2026-09/007/.hidden is hidden and was not taken",
            "MH/RX4/2026-09/007/delivery.json was not read: this channel writes no delivery.json of"
                + " its own",
            "readme.txt fits none of the forms of a submission and was not taken");
  }

  @Test
  void a_gateways_note_says_that_a_submission_without_a_manifest_is_whole() {
    List<Submission> submissions =
        recognised(true)
            .among(files("MH/RX4/2026-09/001/x.csv", "MH/RX4/2026-09/001/delivery.json"));
    assertThat(submissions).hasSize(1);
    assertThat(submissions.get(0).files().keySet()).containsExactly("x.csv");
    assertThat(submissions.get(0).all()).hasSize(2);
  }

  private static RemoteSubmissions recognised(boolean noteIsOurs) {
    return new RemoteSubmissions(Set.of("MH/RX4", "AM/RX6"), MONTHS, noteIsOurs);
  }

  private static List<RemoteFile> files(String... paths) {
    return Stream.of(paths)
        .map(path -> new RemoteFile(path, path, "1", 1, Instant.EPOCH, null))
        .toList();
  }
}
