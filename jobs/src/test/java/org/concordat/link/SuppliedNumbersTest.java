package org.concordat.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.SecretFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Superseded numbers and opt-outs as they are supplied: linkage.md, Preparation. */
class SuppliedNumbersTest {

  private static final String A = "9434765919";
  private static final String B = "4000000160";
  private static final String C = "4000000101";
  private static final String D = "4000000128";
  private static final String TEST_RANGE = "9990000018";
  private static final String MERGES = "superseded_nhs_number,nhs_number\n";
  private static final String OPT_OUTS = "nhs_number\n";

  @TempDir private Path folder;

  @Test
  void a_superseded_number_becomes_the_one_in_its_place_however_it_is_written() throws IOException {
    IdentifierPreparation preparation =
        supplied(MERGES + "943 476 5919," + B + "\r\n\r\n" + A + "," + B + "\r\n", null)
            .preparation();

    assertThat(preparation.nhsNumber("943-476-5919")).isEqualTo(B);
    assertThat(preparation.supersededNumber("943 476 5919")).isEqualTo(A);
    assertThat(preparation.nhsNumber(B)).isEqualTo(B);
    assertThat(preparation.supersededNumber(B)).isNull();
    assertThat(preparation.nhsNumber("9434765918")).isNull();
    assertThat(preparation.supersededNumber(null)).isNull();
  }

  @Test
  void a_chain_leads_to_its_last_number_in_whatever_order_it_stands() throws IOException {
    for (String lines :
        new String[] {
          A + "," + B + "\n" + B + "," + C + "\n" + C + "," + D + "\n",
          C + "," + D + "\n" + A + "," + B + "\n" + B + "," + C + "\n"
        }) {
      IdentifierPreparation preparation = supplied(MERGES + lines, null).preparation();
      assertThat(preparation.nhsNumber(A)).isEqualTo(D);
      assertThat(preparation.nhsNumber(B)).isEqualTo(D);
      assertThat(preparation.nhsNumber(C)).isEqualTo(D);
      assertThat(preparation.nhsNumber(D)).isEqualTo(D);
    }
  }

  @Test
  void merges_that_cannot_be_followed_are_refused_by_line() {
    assertRefused(MERGES + A + "," + B + "\n" + A + "," + C + "\n", null, "line 3");
    assertRefused(
        MERGES + A + "," + B + "\n" + B + "," + C + "\n" + D + "," + A + "\n" + C + "," + A + "\n",
        null,
        "line 5: these merges lead back to the same number");
    assertRefused(MERGES + A + "," + A + "\n", null, "line 2");
  }

  @Test
  void what_is_no_list_of_valid_numbers_is_refused_by_line() {
    assertRefused("old,new\n" + A + "," + B + "\n", null, "line 1: the header must be");
    assertRefused("", null, "line 1: the header must be superseded_nhs_number,nhs_number");
    assertRefused(null, A + "\n", "line 1: the header must be nhs_number");
    assertRefused(MERGES + A + ",9434765918\n", null, "line 2: not a valid NHS number");
    assertRefused(MERGES + A + "\n", null, "line 2: expected 2 numbers");
    assertRefused(null, OPT_OUTS + A + "\n" + A + ",\n", "line 3: expected 1 number");
    assertRefused(null, OPT_OUTS + "\n9434765918\n", "line 3: not a valid NHS number");
    assertRefused(null, OPT_OUTS + "\"" + A + "\"x\"" + B + "\n", "Cannot use");
  }

  @Test
  void the_test_range_counts_where_it_does_for_the_records() throws IOException {
    Settings.Linkage settings = settings(null, OPT_OUTS + TEST_RANGE + "\n");
    assertThat(SuppliedNumbers.read(settings, true).optOuts().holds(TEST_RANGE)).isTrue();
    assertThatThrownBy(() -> SuppliedNumbers.read(settings, false))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("line 2: not a valid NHS number")
        .hasMessageNotContaining(TEST_RANGE);
  }

  @Test
  void a_file_that_others_can_read_is_refused() throws IOException {
    Settings.Linkage settings = settings(null, OPT_OUTS + A + "\n");
    Files.setPosixFilePermissions(
        folder.resolve("opt-outs.csv"), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> SuppliedNumbers.read(settings, true))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("linkage.opt-outs")
        .hasMessageContaining("chmod 600");
    Files.delete(folder.resolve("opt-outs.csv"));
    assertThatThrownBy(() -> SuppliedNumbers.read(settings, true))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void a_listed_number_stands_for_the_one_in_its_place() throws IOException {
    OptOutList list =
        supplied(MERGES + A + "," + B + "\n", "\uFEFF" + OPT_OUTS + A + "\n" + C + "\n").optOuts();
    assertThat(list.holds(B)).isTrue();
    assertThat(list.holds(C)).isTrue();
    assertThat(list.holds(D)).isFalse();
    assertThat(list.holds(null)).isFalse();
  }

  @Test
  void without_files_nothing_is_merged_and_nobody_has_opted_out() throws IOException {
    SuppliedNumbers none = supplied(null, null);
    assertThat(none.preparation().merges().isEmpty()).isTrue();
    assertThat(none.optOuts().isEmpty()).isTrue();
    assertThat(none.fingerprints(key())).isEmpty();
    assertThat(supplied(null, OPT_OUTS).optOuts().isEmpty()).isTrue();
  }

  @Test
  void another_list_has_another_fingerprint_made_with_the_key() throws IOException {
    SuppliedNumbers one = supplied(null, OPT_OUTS + A + "\n");
    Map<String, String> first = one.fingerprints(key());
    assertThat(first)
        .containsOnlyKeys("opt_outs")
        .doesNotContainValue(one.digests().get("opt_outs"));
    assertThat(supplied(null, OPT_OUTS + A + "\n").fingerprints(key())).isEqualTo(first);
    assertThat(supplied(null, OPT_OUTS + B + "\n").fingerprints(key())).isNotEqualTo(first);
  }

  private PseudonymKey key() {
    return PseudonymKey.of(Settings.defaults().linkage(), folder, true);
  }

  private void assertRefused(@Nullable String merges, @Nullable String optOuts, String why) {
    assertThatThrownBy(() -> supplied(merges, optOuts))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining(merges == null ? "opt-outs.csv" : "merges.csv")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n")
        .extracting(Throwable::getMessage)
        .asString()
        // The temporary folder has a number for a name.
        .satisfies(
            text ->
                assertThat(text.replace(folder.toString(), "")).doesNotContainPattern("[0-9]{3}"));
  }

  private SuppliedNumbers supplied(@Nullable String merges, @Nullable String optOuts)
      throws IOException {
    return SuppliedNumbers.read(settings(merges, optOuts), true);
  }

  private Settings.Linkage settings(@Nullable String merges, @Nullable String optOuts)
      throws IOException {
    return Settings.Linkage.of(null, "development", true)
        .withFiles(file("merges.csv", merges), file("opt-outs.csv", optOuts));
  }

  private @Nullable String file(String name, @Nullable String text) throws IOException {
    if (text == null) {
      return null;
    }
    SecretFile.write(folder.resolve(name), text);
    return folder.resolve(name).toString();
  }
}
