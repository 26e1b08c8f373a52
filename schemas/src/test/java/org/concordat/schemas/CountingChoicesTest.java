package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountingChoicesTest {

  private final Measures byDefault = Measures.load();
  private final CountingChoices choices = CountingChoices.load();

  @Test
  void a_version_written_down_gives_the_measures_it_was_counted_by() {
    assertThat(choices.asOf(byDefault, byDefault.version())).contains(byDefault);
    Measures published =
        choices.under(byDefault, choices.taken(CountingChoices.PUBLISHED, Map.of()));
    assertThat(published.options()).isNotEmpty();
    Measures again = choices.asOf(byDefault, published.version()).orElseThrow();
    assertThat(again.options()).isEqualTo(published.options());
    assertThat(again.all()).containsExactlyElementsOf(published.all());
  }

  @Test
  void a_version_of_other_measures_or_of_an_option_that_is_gone_gives_none() {
    assertThat(choices.asOf(byDefault, "")).isEmpty();
    assertThat(choices.asOf(byDefault, "0123456789abcdef")).isEmpty();
    assertThat(choices.asOf(byDefault, byDefault.version() + " {crisis-teams=gone}")).isEmpty();
    assertThat(choices.asOf(byDefault, byDefault.version() + " {gone=community}")).isEmpty();
  }
}
