package org.concordat.sample;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is true of every row about a person and every legal status period, in the order the rows are
 * written: one line a record, so that linkage can be measured. It is never part of a submission.
 * Submissions refused as a whole are left out; nobody links their rows.
 */
final class TruthFile implements AutoCloseable {

  static final String HEADER =
      "submission_id,table,record,person,ethnic_group5,sex,birth_year,event,errors";

  /** Error of a row that carries a seeded fault. */
  static final String SEEDED = "seeded_fault";

  private static final Set<String> TABLES =
      Set.of(
          "MHS001MPI",
          "MHS302MHDropInContact",
          "MHS401MHActPeriod",
          "ambulance_incident",
          "ed_attendance",
          "nhs111_call",
          "police_mh_incident",
          "police_mha_detention");

  private final Writer lines;

  private TruthFile(Writer lines) throws IOException {
    this.lines = lines;
    lines.write(HEADER + "\n");
  }

  /**
   * Opens the file.
   *
   * @param file null keeps no truth
   */
  static TruthFile at(@Nullable Path file) throws IOException {
    if (file == null) {
      return new TruthFile(Writer.nullWriter());
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    return new TruthFile(writer);
  }

  /**
   * Writes down what is true of a row as it went into its file.
   *
   * @param record place among the data records of its file, from 1
   */
  void wrote(Delivery delivery, Row row, long record) throws IOException {
    String table = row.shape().name();
    if (!TABLES.contains(table)) {
      return;
    }
    Truth truth = row.truth();
    Person person = truth.person();
    StringBuilder line = new StringBuilder(96);
    line.append(delivery.submissionId()).append(',').append(table).append(',').append(record);
    if (person == null) {
      line.append(",,,,");
    } else {
      line.append(',').append(person.index());
      line.append(',').append(person.ethnicGroup().groupOfFive());
      line.append(',').append(person.sex());
      line.append(',').append(person.birthDate().getYear());
    }
    line.append(',').append(truth.event());
    line.append(',').append(String.join(";", truth.errors())).append('\n');
    lines.append(line);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
