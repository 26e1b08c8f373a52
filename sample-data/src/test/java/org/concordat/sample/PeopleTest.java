package org.concordat.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.concordat.schemas.CodeLists;
import org.junit.jupiter.api.Test;

class PeopleTest {

  @Test
  void every_place_of_the_register_has_its_own_valid_number() {
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < NhsNumbers.COUNT; i += 7) {
      String number = NhsNumbers.at(i);
      assertThat(NhsNumbers.checkDigit(number.substring(0, 9))).isEqualTo(number.charAt(9) - '0');
      assertThat(numbers.add(number)).isTrue();
    }
    assertThat(NhsNumbers.at(NhsNumbers.COUNT - 1)).startsWith("999");
  }

  @Test
  void a_known_check_digit_is_found() {
    // linkage.md, Preparation: 943 476 5919.
    assertThat(NhsNumbers.checkDigit("943476591")).isEqualTo(9);
  }

  @Test
  void names_hold_no_word_of_any_code_list_and_none_of_theirs_holds_a_name() {
    String words =
        CodeLists.load().all().stream()
            .flatMap(list -> list.rows().values().stream())
            .flatMap(row -> row.values().stream())
            .collect(Collectors.joining(" "))
            .toLowerCase(Locale.ROOT);
    Set<String> longWords =
        Arrays.stream(words.split("[^a-z]+"))
            .filter(w -> w.length() > 4)
            .collect(Collectors.toSet());
    Register register = new Register(1, ErrorRates.usual(), i -> true);
    for (int i = 0; i < 20_000; i++) {
      Person person = register.person(i);
      for (String name : new String[] {person.givenName(), person.familyName()}) {
        String lower = name.toLowerCase(Locale.ROOT);
        assertThat(words).doesNotContain(lower);
        assertThat(longWords).noneMatch(lower::contains);
      }
    }
  }

  @Test
  void postcodes_have_the_shape_of_a_real_one() {
    for (int i = 0; i < 500; i++) {
      assertThat(Postcodes.of(Dice.of(3, "postcode", i)))
          .matches("[A-PR-UWYZ][A-HK-Y][0-9]{1,2} [0-9][ABD-HJLNP-UW-Z]{2}");
    }
  }

  @Test
  void a_stored_gzip_can_be_read_by_any_reader() throws IOException {
    byte[] bytes =
        "invented,data\n".repeat(9_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (StoredGzip gzip = new StoredGzip(packed)) {
      gzip.write(bytes);
    }
    try (GZIPInputStream read =
        new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      assertThat(read.readAllBytes()).isEqualTo(bytes);
    }
  }
}
