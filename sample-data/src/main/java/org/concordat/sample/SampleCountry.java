package org.concordat.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.concordat.schemas.Family;

/** Writes months of extracts of all partners into a drop folder, one partner after the other. */
final class SampleCountry {

  private static final String README =
      """
      Invented data

      Every person, event and number in this folder is invented by the Concordat sample generator.
      The organisations' codes are real; nothing else is. NHS numbers are of the range 999, which is
      never given to anybody; postcodes are of areas that do not exist; names are syllables.
      """;

  private final World world;
  private final Path out;
  private final Books books;
  private final Consumer<String> progress;

  SampleCountry(World world, Path out, Books books, Consumer<String> progress) {
    this.world = world;
    this.out = out;
    this.books = books;
    this.progress = progress;
  }

  /**
   * Writes one month.
   *
   * @return data rows written
   */
  long write(Dates.Period period, List<Delivery> deliveries) throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("README.md"), README, StandardCharsets.UTF_8);
    long rows = 0;
    int done = 0;
    for (Delivery delivery : deliveries) {
      rows += write(delivery);
      done++;
      progress.accept(
          period.month()
              + ": "
              + done
              + " of "
              + deliveries.size()
              + " submissions, "
              + rows
              + " rows");
    }
    return rows;
  }

  /** One ordinary submission of every partner. */
  List<Delivery> ordinary(Dates.Period period) {
    List<Delivery> deliveries = new ArrayList<>();
    world.plan().partners().forEach(p -> deliveries.add(Delivery.ordinary(p, period, "001")));
    return deliveries;
  }

  private long write(Delivery delivery) throws IOException {
    Submission submission = new Submission(world, out, delivery, books, SampleCountry::packing);
    if (!delivery.isNilReturn()) {
      fill(delivery, delivery.keepsPercent() == 100 ? submission : thinned(delivery, submission));
    }
    return submission.finish();
  }

  /** Tells a partner's month to a sink, without writing any file. */
  void fill(Delivery delivery, RowSink files) {
    RowSink sink = world.isAllKnown() ? new CompletedRows(files) : files;
    Partner partner = delivery.partner();
    Dates.Period period = delivery.period();
    String made = Dates.offset(Dates.londonTime(delivery.createdAt()));
    switch (partner.family()) {
      case MH ->
          new TrustExtract(world, partner, period, sink)
              .write(Dates.londonTime(delivery.createdAt()));
      case AM -> AmbulanceExtract.write(world, partner, period, made, sink);
      case PF -> PoliceExtract.write(world, partner, period, made, sink);
      case ED -> UrgentCareExtracts.attendances(world, partner, period, sink);
      case UC -> UrgentCareExtracts.calls(world, partner, period, sink);
    }
  }

  /** A submission that lost some patients on the way, with all their rows (trap 12). */
  private RowSink thinned(Delivery delivery, RowSink sink) {
    Dice dice = world.dice("thinned", delivery.partner().ordinal());
    boolean[] isKept = {true};
    return row -> {
      String table = row.shape().name();
      if (table.equals("MHS001MPI")) {
        isKept[0] = dice.percent(delivery.keepsPercent());
      }
      if (isKept[0] || table.equals("MHS302MHDropInContact")) {
        sink.write(row);
      }
    };
  }

  /** Two files of the committed partners are packed, so that both packings are read every day. */
  private static TableFile.Packing packing(Delivery delivery, String table) {
    String code = delivery.partner().code();
    if (delivery.partner().family() == Family.AM && code.equals("RX6")) {
      return TableFile.Packing.GZIP;
    }
    return code.equals("R1L") && table.equals("MHS201CareContact")
        ? TableFile.Packing.ZSTANDARD
        : TableFile.Packing.PLAIN;
  }
}
