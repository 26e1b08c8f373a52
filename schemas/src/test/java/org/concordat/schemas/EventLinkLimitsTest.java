package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventLinkLimitsTest {

  private static final Path FILE =
      Path.of("src", "main", "resources", "linkage", "event-links.yaml");

  @Test
  void holds_the_limits_of_linkage_step_6() {
    EventLinkLimits limits = EventLinkLimits.load();
    assertThat(limits.minutesApart()).isEqualTo(60);
    assertThat(limits.yearsApart()).isEqualTo(2);
    assertThat(limits.trustLegalStatus()).containsExactly("19", "20");
  }

  @Test
  void the_page_on_linkage_names_the_limits() throws IOException {
    EventLinkLimits limits = EventLinkLimits.load();
    assertThat(Files.readString(Path.of("..", "docs", "linkage.md")))
        .contains(
            "at most " + limits.minutesApart() + " minutes apart",
            "begins at " + String.join(" or ", limits.defaultTimes()),
            "in " + limits.neighbourRecords() + " records or more",
            "at most " + limits.yearsApart() + " years apart",
            "over " + limits.largestDay() + " such records for one day",
            "legal status " + String.join(" or ", limits.trustLegalStatus()));
  }

  @Test
  void refuses_what_cannot_be_a_limit() throws IOException {
    String text = Files.readString(FILE);
    assertThatThrownBy(() -> read(text.replace("minutes_apart: 60", "minutes_apart: 0")))
        .hasMessageContaining("too small");
    assertThatThrownBy(() -> read(text.replace("'12:00'", "'noon'")))
        .hasMessageContaining("noon is no time");
    assertThatThrownBy(() -> read(text.replace("['19', '20']", "['19', '2O']")))
        .hasMessageContaining("legal_status has no code 2O");
    assertThatThrownBy(() -> read(text.replace("years_apart: 2", "months_apart: 2")))
        .hasMessageContaining("event-links.yaml");
  }

  private static EventLinkLimits read(String text) {
    return EventLinkLimits.read("linkage/event-links.yaml", text);
  }
}
