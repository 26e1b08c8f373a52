package org.concordat.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Digest;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {

  /** A number of rows that stands nowhere else, so that finding it in another page is a leak. */
  private static final int POLICE_ROWS = 7919;

  @TempDir private static Path folder;
  private static Path reports = Path.of("");
  private static ReportsResult result = new ReportsResult("", 0, 0, List.of());

  @BeforeAll
  static void write() {
    Lake lake = TinyLake.at(folder.resolve("one"), POLICE_ROWS);
    result = run(lake);
    reports = lake.root(Zone.REPORTS);
  }

  @AfterAll
  static void clean() {
    SharedSpark.clean();
  }

  @Test
  void every_partner_of_the_window_has_a_folder_and_so_has_the_nation() {
    assertThat(result.folders().stream().map(f -> reports.relativize(f).toString()))
        .containsExactly(
            "MH/RX4/2026-09",
            "MH/RXM/2026-09",
            "AM/RX6/2026-09",
            "PF/01/2026-09",
            "national/2026-09");
    assertThat(result.messages()).isEqualTo(5);
    assertThat(Folders.filesBelow(reports).stream().filter(f -> f.startsWith("MH/RXM")))
        .extracting(Path::toString)
        .containsExactly(
            "MH/RXM/2026-09/excluded-rows.csv",
            "MH/RXM/2026-09/history.jsonl",
            "MH/RXM/2026-09/index.html",
            "MH/RXM/2026-09/measures.csv",
            "MH/RXM/2026-09/messages-across.csv",
            "MH/RXM/2026-09/messages.csv",
            "MH/RXM/2026-09/metrics.csv",
            "MH/RXM/2026-09/national.html",
            "MH/RXM/2026-09/rules.csv",
            "MH/RXM/2026-09/table_counts.csv");
  }

  @Test
  void the_page_of_a_partner_is_as_agreed() throws IOException {
    String page = page("MH/RX4").replaceAll("(?s)<style>.*?</style>", "<style></style>");
    Path golden = Path.of("src/test/resources/reports/partner.html");
    if (Boolean.getBoolean("concordat.golden")) {
      Files.createDirectories(golden.toAbsolutePath().resolveSibling(""));
      Files.writeString(golden, page);
    }
    assertThat(page).isEqualTo(Files.readString(golden));
  }

  @Test
  void a_partner_that_sent_nothing_or_was_rejected_is_told_so_and_what_to_do() {
    assertThat(page("AM/RX6"))
        .contains("Not received", "never as zero", "send a nil return")
        .doesNotContain("<svg role");
    assertThat(page("MH/RXM"))
        .contains("was rejected as a whole", "manifest.json could not be read")
        .contains("Not calculated: no scored rows are in force");
    assertThat(page("MH/RX4")).contains("(in force)", "checksum differs");
  }

  @Test
  void rows_lost_with_a_parent_are_folded_under_its_cause() {
    String page = page("MH/RX4");
    assertThat(page).contains("<strong>1. The value cannot be used.</strong>", "311, 312");
    assertThat(page).contains("Of the rows lost 3 with a lost parent, 5 that measures use.");
    assertThat(page).doesNotContain("MHC-002");
    assertThat(read(reports.resolve("MH/RX4/2026-09/messages.csv"))).contains("MHC-002");
  }

  @Test
  void what_a_partner_sent_is_shown_as_text_never_as_markup() {
    assertThat(page("MH/RX4"))
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;");
  }

  @Test
  void a_partners_folder_holds_nothing_of_another_and_does_not_change_with_another() {
    for (Path file : Folders.filesBelow(reports.resolve("MH/RX4/2026-09"))) {
      assertThat(read(reports.resolve("MH/RX4/2026-09").resolve(file)))
          .as(file.toString())
          .doesNotContain("RXM", "RX6", "Metropolitan", "PF-01", "7919", "7,919");
    }
    Lake other = TinyLake.at(folder.resolve("two"), POLICE_ROWS + 1);
    run(other);
    Path changed = other.root(Zone.REPORTS);
    assertThat(digests(changed.resolve("MH"))).isEqualTo(digests(reports.resolve("MH")));
    assertThat(digests(changed.resolve("PF"))).isNotEqualTo(digests(reports.resolve("PF")));
  }

  @Test
  void another_run_gives_the_same_bytes() {
    Map<String, String> before = digests(reports);
    run(Lake.at(folder.resolve("one"), Settings.defaults()));
    assertThat(digests(reports)).isEqualTo(before);
  }

  @Test
  void every_chart_has_its_words_and_its_table() {
    String page = page("MH/RX4");
    Matcher fields = Pattern.compile("(?s)<div class=\"field\".*?</table>").matcher(page);
    int charts = 0;
    while (fields.find()) {
      charts++;
      if (fields.group().contains("<svg")) {
        assertThat(fields.group()).contains("<title", "<desc", "Of 234 rows: 200 valid");
      }
    }
    assertThat(charts).isEqualTo(page.split("<div class=\"field\"", -1).length - 1).isPositive();
    assertThat(page).contains("11 of 12 filled in validly", "Cannot tell", "MHS002GP.GMPReg");
  }

  @Test
  void own_measures_are_exact_and_only_ones_own() {
    assertThat(page("MH/RX4")).doesNotContain("CCR70</th>");
    assertThat(linked("MH/RX4"))
        .containsPattern("(?s)CCR70</th>.*?exact\" class=\"number\">1</td>.*?number\">\\*</td>");
    assertThat(linked("PF/01")).contains("CRS20</th>").doesNotContain("CCR70");
    assertThat(linked("AM/RX6")).contains("No measure of the return is counted");
  }

  /** Five points from 0 to 5 of 60 orphans, 13.5 points more times on the hour: data-quality 6. */
  @Test
  void keys_links_and_times_stand_beside_last_month_and_what_got_worse_is_said() {
    assertThat(page("MH/RX4"))
        .contains(
            "<li>Times on the hour (MHS201CareContact, CareContTime): 15.0\u00a0%, 13.5 points more"
                + " than in August 2026.</li>\n"
                + "<li>Rows without their parent (MHS002GP, LocalPatientID): 5.0\u00a0%, 5.0 points"
                + " more than in August 2026.</li>")
        .contains("Too often on the hour, at midday", "996 of 1,000 (99.6\u00a0%)")
        .contains("Does not apply", "4 of 31 (12.9\u00a0%)", "0.25 (250 for 995)")
        .doesNotContain("Better than in");
    assertThat(page("AM/RX6")).contains("no change worth a sentence");
  }

  @Test
  void a_measure_says_which_rows_it_misses_and_why() {
    assertThat(read(reports.resolve("MH/RX4/2026-09/excluded-rows.csv")).lines())
        .contains(
            "CCR118,MH-RX4-2026-09-002,MHS101Referral,MHS101Referral.csv,311,,MHR-004,",
            "CCR118,MH-RX4-2026-09-002,MHS201CareContact,MHS201CareContact.csv,9,,MHC-002,m1")
        .noneMatch(line -> line.contains("MHP-009"));
    assertThat(linked("MH/RX4"))
        .containsPattern("(?s)CCR118</th>.*?3 \\(MHR-004: 2, MHC-002: 1\\)");
    assertThat(read(reports.resolve("MH/RX4/2026-09/rules.csv")))
        .contains("MHR-004,1,RR,MHS101Referral,ReferralRequestReceivedDate,inconsistent,")
        .doesNotContain("PFD-0", "XPT-0");
  }

  @Test
  void the_national_page_names_who_is_missing_and_rounds_what_counts_people() {
    String national = page("national");
    assertThat(national)
        .contains("<strong>Missing submission:</strong>", "(RX6)")
        .contains("<strong>Rejected:</strong>", "(RXM)")
        .contains("1,235", "7,920", "Invented data.")
        .doesNotContain("1,234", "7,919");
  }

  /**
   * Force 01: 67 of 100 as rounded 65 of 100, a month before 20 of 50; White 61 of 80 as 60 of 80,
   * Black 6 of 20 as 5 of 20: 75 and 25, 50 points apart. Kappa of three people tells nothing.
   */
  @Test
  void the_national_page_says_how_well_people_were_linked_and_for_whom_less_so() {
    assertThat(page("national"))
        .containsPattern(
            "(?s)<span class=\"small code\">01</span>.*?Records\" class=\"number\">100</td>.*?"
                + "Also at another partner\" class=\"number\">65\u00a0%</td>.*?40\u00a0%</td>")
        .contains(
            "The largest gap is between White (75\u00a0%) and Black or Black British (25\u00a0%):"
                + " 50 points.")
        .contains("Missed links turn one person with several crises into several people")
        .contains("<dt>Records of a person with both sexes</dt><dd>5</dd>")
        .containsPattern("(?s)Police, self-defined</td>.*?>50</td>.*?>70\u00a0%</td>.*?>0.4</td>")
        .containsPattern("(?s)officer&#39;s view</td>.*?>\\*</td>.*?>\\*</td>.*?>cannot tell</td>")
        .containsPattern("(?s)All people</th>.*?>0.999</td>.*?>0.950</td>")
        .contains("Born 1980 to 1989");
    assertThat(read(reports.resolve("national/2026-09/linkage.csv")))
        .contains(",01,", "100,95\u00a0%,65\u00a0%,40\u00a0%");
  }

  @Test
  void a_month_that_was_not_checked_is_refused_in_one_line() {
    Lake empty = Lake.at(folder.resolve("empty"), Settings.defaults());
    assertThatThrownBy(() -> run(empty))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("nothing was checked");
  }

  private static ReportsResult run(Lake lake) {
    return new Reports(SharedSpark.session(), lake, Settings.defaults(), Progress.silent())
        .run(TinyLake.MONTH);
  }

  private static String linked(String partner) {
    return read(reports.resolve(partner).resolve("2026-09").resolve("national.html"));
  }

  private static String page(String partner) {
    return read(reports.resolve(partner).resolve("2026-09").resolve("index.html"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> digests(Path root) {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : Folders.filesBelow(root)) {
      digests.put(file.toString(), Digest.ofText(read(root.resolve(file))));
    }
    return digests;
  }
}
