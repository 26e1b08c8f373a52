package org.concordat.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One whole run of the generator: some months of one country, with or without seeded faults. */
final class SampleRun {

  private final long seed;
  private final int scale;
  private final Unknowns unknowns;
  private final ErrorRates rates;
  private final boolean hasFaults;

  SampleRun(long seed, int scale, Unknowns unknowns, ErrorRates rates, boolean hasFaults) {
    this.seed = seed;
    this.scale = scale;
    this.unknowns = unknowns;
    this.rates = rates;
    this.hasFaults = hasFaults;
  }

  /**
   * Writes the months, oldest first.
   *
   * @param beside folder for {@code extracts-faults.csv} and {@code faults/}, the gallery; null
   *     writes neither
   * @param truth file that says who each row is about; null writes none
   * @return data rows written
   */
  long write(
      Path out,
      @Nullable Path beside,
      @Nullable Path truth,
      List<Dates.Period> months,
      Consumer<String> progress)
      throws IOException {
    try (TruthFile told = TruthFile.at(truth)) {
      return write(out, beside, told, months, progress);
    }
  }

  private long write(
      Path out,
      @Nullable Path beside,
      TruthFile truth,
      List<Dates.Period> months,
      Consumer<String> progress)
      throws IOException {
    World world = new World(seed, Plan.of(scale), unknowns, rates, TableShape.ofContracts());
    Dates.Period last = months.get(months.size() - 1);
    SeededFaults faults =
        hasFaults ? new SeededFaults(FaultList.ofMonth(last), new Ledger()) : SeededFaults.none();
    Books books = new Books(faults, new OpenPeriods(), truth);
    SampleCountry country = new SampleCountry(world, out, books, progress);
    long rows = 0;
    for (Dates.Period month : months) {
      MonthPlan plan = new MonthPlan(country, month, month.equals(last));
      rows += country.write(month, hasFaults ? plan.deliveries() : country.ordinary(month));
      if (hasFaults && month.equals(last)) {
        plan.refused(world, out, faults.ledger());
      }
    }
    faults
        .unused()
        .forEach(
            f ->
                progress.accept(
                    "Not seeded, since no row suits it: "
                        + String.join(" ", f.submission(), f.table(), f.rule())));
    if (hasFaults && beside != null) {
      faults.ledger().write(beside.resolve("extracts-faults.csv"), "submission_id");
      new Gallery(new Drafts(world, country, last), beside.resolve("faults")).write();
    }
    return rows;
  }
}
