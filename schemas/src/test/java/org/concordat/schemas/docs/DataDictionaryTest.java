package org.concordat.schemas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataDictionaryTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final String COMMAND =
      "mvn -q -pl schemas test -Dtest=DataDictionaryTest -Dconcordat.write-docs=true";

  @Test
  void the_committed_pages_say_what_the_contracts_say() throws IOException {
    if (Boolean.getBoolean("concordat.write-docs")) {
      DataDictionary.write(DOCS);
    }
    List<String> stale = new ArrayList<>();
    Map<String, String> pages = DataDictionary.pages();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Path file = DOCS.resolve(page.getKey());
      if (!Files.exists(file)
          || !Files.readString(file, StandardCharsets.UTF_8).equals(page.getValue())) {
        stale.add(page.getKey());
      }
    }
    for (String folder : DataDictionary.FOLDERS) {
      DataDictionary.existing(DOCS, folder).stream()
          .filter(p -> !pages.containsKey(p))
          .forEach(stale::add);
    }
    assertThat(stale)
        .as("Generated pages under docs/ are stale. Write them again with: " + COMMAND)
        .isEmpty();
  }

  @Test
  void a_code_without_a_sourced_label_is_shown_as_its_code_alone() {
    assertThat(DataDictionary.pages().get("data-dictionary/MHS101Referral.md"))
        .contains("| `M9` |  |");
  }

  @Test
  void a_page_names_fields_keys_parents_and_rules() {
    assertThat(DataDictionary.pages().get("data-dictionary/MHS101Referral.md"))
        .contains("Grain: one row per referral")
        .contains("| 5 | `ReferralRequestReceivedDate` |")
        .contains("Primary key: `ServiceRequestID`.")
        .contains("is `LocalPatientID` of [MHS001MPI](MHS001MPI.md); a row without it is rejected")
        .contains("| MHR-004 | Record rejected |")
        .contains("| MHR-03-BLK | Record rejected |");
  }
}
