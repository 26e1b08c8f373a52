package org.concordat.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** One whole run of the generator: some months of one country, with or without seeded faults. */
final class SampleRun {

  private final long seed;
  private final int scale;
  private final Unknowns unknowns;
  private final boolean hasFaults;

  SampleRun(long seed, int scale, Unknowns unknowns, boolean hasFaults) {
    this.seed = seed;
    this.scale = scale;
    this.unknowns = unknowns;
    this.hasFaults = hasFaults;
  }

  /**
   * Writes the months, oldest first.
   *
   * @return data rows written
   */
  long write(Path out, List<Dates.Period> months, Consumer<String> progress) throws IOException {
    World world = new World(seed, Plan.of(scale), unknowns, TableShape.ofContracts());
    long rows = 0;
    SampleCountry country = new SampleCountry(world, out, SeededFaults.none(), progress);
    for (Dates.Period month : months) {
      rows += country.write(month, country.ordinary(month));
    }
    return rows;
  }
}
