package org.concordat.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.concordat.platform.ContractFrames;
import org.concordat.platform.Lake;
import org.concordat.platform.ParquetTables;
import org.concordat.platform.VersionedTree;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;
import org.concordat.testing.SharedSpark;
import org.jspecify.annotations.Nullable;

/**
 * What link and marts say of the people of {@link TinyLake}: RX4 sent 234 records, force 01 sent
 * 100, of which 61 of 80 White and 6 of 20 Black records are known to RX4, too.
 */
final class TinyLinkage {

  private static final ContractCatalogue CONTRACTS = ContractCatalogue.load();

  private TinyLinkage() {}

  static void write(Lake lake, VersionedTree.Draft marts, ReportingMonth month) {
    write(
        marts,
        "linkage_quality",
        month,
        part("MH", "RX4", "all", "all", 234, 234, 67, 0),
        part("PF", "01", "all", "all", 100, 93, 67, 7),
        part("PF", "01", "link_step", "event", 67, 67, 67, 7),
        part("PF", "01", "link_step", "name_birth_date_sex", 26, 26, 0, 0),
        part("PF", "01", "link_step", "one_time", 7, 0, 0, 0),
        part("PF", "01", "ethnic_group5", "White", 80, 77, 61, 7),
        part("PF", "01", "ethnic_group5", "Black or Black British", 20, 16, 6, 0),
        part("PF", "01", "age_band", "25 to 29", 100, 93, 67, 7),
        part("PF", "01", "sex", "1", 98, 91, 66, 7),
        part("PF", "01", "sex", "UNKNOWN", 2, 2, 1, 0),
        part("PF", "01", "identifiers", "nhs_number,birth_date", 100, 93, 67, 7),
        part("PF", "01", "person_size", "2", 100, 93, 67, 7));
    write(
        marts,
        "linkage_quality",
        month.plusMonths(-1),
        part("PF", "01", "all", "all", 50, 40, 20, 0));
    write(
        marts,
        "ethnicity_agreement",
        month,
        cell("police_self_defined", "White", "White", 20, 50, 35, 0.4),
        cell("police_self_defined", "White", "Black", 5, 50, 35, 0.4),
        cell("police_self_defined", "Black", "White", 10, 50, 35, 0.4),
        cell("police_self_defined", "Black", "Black", 15, 50, 35, 0.4),
        cell("police_officer", "White", "White", 3, 3, 3, null));
    VersionedTree.Draft linked = lake.tree(Zone.LINKED).draft("linked");
    write(
        linked,
        "linkage_truth",
        month,
        RowFactory.create("people", "precision", "all", "all", 999.0, 1000.0),
        RowFactory.create("people", "recall", "all", "all", 95.0, 100.0),
        RowFactory.create("people", "recall", "birth_decade", "198", 9.0, 10.0),
        RowFactory.create("events", "recall", "all", "all", 0.0, 0.0));
    linked.publish(Set.of());
  }

  private static Row part(
      String family,
      String code,
      String breakdown,
      String value,
      long records,
      long recognised,
      long elsewhere,
      long conflicts) {
    return RowFactory.create(
        family,
        code,
        breakdown,
        value,
        records,
        recognised,
        elsewhere,
        elsewhere,
        conflicts,
        0L,
        0L);
  }

  private static Row cell(
      String second,
      String one,
      String other,
      long people,
      long compared,
      long agreed,
      @Nullable Double kappa) {
    return RowFactory.create("trust", second, one, other, people, compared, agreed, 0.5, kappa);
  }

  private static void write(
      VersionedTree.Draft draft, String name, ReportingMonth month, Row... rows) {
    TableContract contract = CONTRACTS.table(name);
    ParquetTables.write(
        SharedSpark.session()
            .createDataFrame(new ArrayList<>(List.of(rows)), ContractFrames.schema(contract)),
        draft.folder(name, month),
        name,
        draft.versionId(),
        1,
        contract.primaryKey());
  }
}
