package org.concordat.testing;

import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.concordat.platform.Folders;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.TableContract;

/**
 * Every NHS number, name, birth date and full postcode of a drop folder, and a search for them in
 * any text.
 */
public final class PersonalValues {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{10,}");
  private static final Pattern SPACED_NUMBER =
      Pattern.compile("\\b([0-9]{3})[ -]([0-9]{3})[ -]([0-9]{4})\\b");
  private static final Pattern WORD = Pattern.compile("[\\p{L}]{3,}");
  private static final Pattern DATE = Pattern.compile("\\b([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final Pattern BRITISH_DATE =
      Pattern.compile("\\b([0-9]{2})/([0-9]{2})/([0-9]{4})\\b");
  private static final Pattern POSTCODE =
      Pattern.compile("\\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\\b");

  /** Words partners write where they have no name; they name nobody. */
  private static final Set<String> PLACEHOLDERS = Set.of("unknown");

  /**
   * A birth date after the month is a seeded fault and nobody's; other dates of the data may equal
   * it.
   */
  private static final String LAST_BIRTH_DATE = "2026-09-30";

  private final Set<String> nhsNumbers = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> birthDates = new HashSet<>();
  private final Set<String> postcodes = new HashSet<>();

  /** Reads every table file below the drop folder whose contract names personal columns. */
  public static PersonalValues of(Path dropFolder) {
    PersonalValues values = new PersonalValues();
    List<TableContract> tables = ContractCatalogue.load().landing();
    for (Path file : Folders.filesBelow(dropFolder)) {
      String name = file.getFileName().toString();
      String table = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
      tables.stream()
          .filter(contract -> contract.name().equals(table))
          .findFirst()
          .ifPresent(contract -> values.read(dropFolder.resolve(file), contract));
    }
    return values;
  }

  public int size() {
    return nhsNumbers.size() + names.size() + birthDates.size() + postcodes.size();
  }

  /** The NHS numbers, ten digits each. */
  public Set<String> nhsNumbers() {
    return Set.copyOf(nhsNumbers);
  }

  private void read(Path file, TableContract contract) {
    try (CsvReader<NamedCsvRecord> records =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofNamedCsvRecord(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      for (NamedCsvRecord record : records) {
        for (ColumnContract column : contract.fields()) {
          if (column.sensitive() != null) {
            record.findField(column.name()).ifPresent(value -> remember(column, value.strip()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(ColumnContract column, String value) {
    if (value.isEmpty() || column.sensitive() == null) {
      return;
    }
    switch (column.sensitive()) {
      case NHS_NUMBER -> addIf(nhsNumbers, value.replaceAll("[ -]", ""), "[0-9]{10}");
      case NAME ->
          WORD.matcher(value.toLowerCase(Locale.ROOT))
              .results()
              .map(MatchResult::group)
              .filter(word -> !PLACEHOLDERS.contains(word))
              .forEach(names::add);
      case BIRTH_DATE -> {
        if (value.compareTo(LAST_BIRTH_DATE) <= 0) {
          addIf(birthDates, value, "[0-9]{4}-[0-9]{2}-[0-9]{2}");
        }
      }
      case POSTCODE ->
          addIf(
              postcodes, value.replace(" ", "").toUpperCase(Locale.ROOT), "(?!ZZ99)[A-Z0-9]{5,7}");
      default -> {}
    }
  }

  private static void addIf(Set<String> values, String value, String pattern) {
    if (value.matches(pattern)) {
      values.add(value);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    String name = file.toString();
    return name.endsWith(".gz")
        ? new GZIPInputStream(in)
        : name.endsWith(".zst") ? new ZstdInputStream(in) : in;
  }

  /** The personal values that stand in a text, each with what it is; empty when there is none. */
  public Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    DIGITS.matcher(text).results().forEach(m -> numbers(m.group(), found));
    SPACED_NUMBER
        .matcher(text)
        .results()
        .forEach(m -> numbers(m.group(1) + m.group(2) + m.group(3), found));
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      String word = words.group().toLowerCase(Locale.ROOT);
      if (names.contains(word)) {
        found.add("name " + word);
      }
    }
    DATE.matcher(text)
        .results()
        .forEach(m -> date(m.group(1) + "-" + m.group(2) + "-" + m.group(3), found));
    BRITISH_DATE
        .matcher(text)
        .results()
        .forEach(m -> date(m.group(3) + "-" + m.group(2) + "-" + m.group(1), found));
    POSTCODE
        .matcher(text)
        .results()
        .filter(m -> postcodes.contains(m.group(1) + m.group(2)))
        .forEach(m -> found.add("postcode " + m.group()));
    return found;
  }

  private void numbers(String digits, Set<String> found) {
    for (int i = 0; i + 10 <= digits.length(); i++) {
      if (nhsNumbers.contains(digits.substring(i, i + 10))) {
        found.add("NHS number " + digits.substring(i, i + 10));
      }
    }
  }

  private void date(String date, Set<String> found) {
    if (birthDates.contains(date)) {
      found.add("birth date " + date);
    }
  }
}
