package org.concordat.schedule.proofs;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.TableContract;

/**
 * What must never leave the restricted zone: every value of the personal columns of a drop folder,
 * and every identifier of its rows, with a search for them in any text.
 */
final class RowValues {

  private static final Pattern WORD = Pattern.compile("[\\p{L}]{3,}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern POSTCODE =
      Pattern.compile("\\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\\b");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{7,}");

  /** Identifiers of rows have letters and digits, as LP666412; plain numbers could be anything. */
  private static final Pattern IDENTIFIER =
      Pattern.compile("(?=.*[A-Z])(?=.*[0-9].*[0-9].*[0-9].*[0-9])[A-Z0-9]{7,}|999[0-9]{7}");

  /** A later birth date is a seeded fault and nobody's; days of the data may equal it. */
  private static final String LAST_BIRTH_DATE = "2024-12-31";

  private final Set<String> names = new HashSet<>();
  private final Set<String> birthDates = new HashSet<>();
  private final Set<String> postcodes = new HashSet<>();
  private final Set<String> identifiers = new HashSet<>();

  /** Reads every CSV file below the folder that is a table of a partner. */
  static RowValues of(Path dropFolder) {
    RowValues values = new RowValues();
    List<TableContract> tables = ContractCatalogue.load().landing();
    try (Stream<Path> files = Files.walk(dropFolder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        String table = name.substring(0, name.indexOf('.'));
        for (TableContract contract : tables) {
          if (contract.name().equals(table) && (name.endsWith(".csv") || name.endsWith(".gz"))) {
            values.read(file, contract);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  int size() {
    return names.size() + birthDates.size() + postcodes.size() + identifiers.size();
  }

  private void read(Path file, TableContract contract) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try (CsvReader<NamedCsvRecord> records =
        CsvReader.builder()
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofNamedCsvRecord(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.UTF_8))) {
      for (NamedCsvRecord record : records) {
        for (ColumnContract column : contract.fields()) {
          record.findField(column.name()).ifPresent(value -> keep(column, value.strip()));
        }
      }
    } catch (RuntimeException e) {
      // One of the seeded faults: a file that is no CSV. Others of its partner hold the same rows.
    }
  }

  private void keep(ColumnContract column, String value) {
    ColumnContract.Sensitivity kind = column.sensitive();
    if (kind == ColumnContract.Sensitivity.NAME) {
      Matcher words = WORD.matcher(value.toLowerCase(Locale.ROOT));
      while (words.find()) {
        if (!words.group().equals("unknown")) {
          names.add(words.group());
        }
      }
    } else if (kind == ColumnContract.Sensitivity.BIRTH_DATE) {
      if (DATE.matcher(value).matches() && value.compareTo(LAST_BIRTH_DATE) <= 0) {
        birthDates.add(value);
      }
    } else if (kind == ColumnContract.Sensitivity.POSTCODE) {
      if (!value.startsWith("ZZ99") && value.length() >= 5) {
        postcodes.add(value.replace(" ", "").toUpperCase(Locale.ROOT));
      }
    } else {
      String joined = value.replaceAll("[ -]", "");
      if (IDENTIFIER.matcher(joined).matches()) {
        identifiers.add(joined);
      }
    }
  }

  /** What of this stands in a text, each with its kind; empty when nothing does. */
  Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    matches(WORD, text)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .filter(names::contains)
        .forEach(word -> found.add("name " + word));
    matches(DATE, text).filter(birthDates::contains).forEach(d -> found.add("birth date " + d));
    matches(TOKEN, text).filter(identifiers::contains).forEach(t -> found.add("identifier " + t));
    Matcher codes = POSTCODE.matcher(text);
    while (codes.find()) {
      if (postcodes.contains(codes.group(1) + codes.group(2))) {
        found.add("postcode " + codes.group());
      }
    }
    return found;
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group());
  }

  /** Everything found in the files below a folder, each with its file; what is not text too. */
  Set<String> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(
              file -> in(text(file)).stream().map(found -> folder.relativize(file) + ": " + found))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
