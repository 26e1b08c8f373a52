package org.concordat.link;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF7;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/** Every partner's person records in one shape, with prepared identifiers beside them. */
final class PersonRecords {

  /** Tables whose rows are about a person. */
  static final List<String> TABLES =
      List.of(
          "MHS001MPI",
          "MHS302MHDropInContact",
          "ambulance_incident",
          "police_mha_detention",
          "police_mh_incident",
          "ed_attendance",
          "nhs111_call");

  /** Our column to the column of the table it comes from; columns left out are null. */
  private static final Map<String, Map<String, String>> SOURCES =
      Map.of(
          "MHS001MPI",
          Map.of(
              "local_patient_id", "LocalPatientID",
              "birth_date", "PersonBirthDate",
              "sex_code", "GenderIDCode",
              "gender_code", "Gender",
              "ethnicity_as_sent", "EthnicCategory",
              "nhs_number", "NHSNumber",
              "home_postcode", "Postcode"),
          "MHS302MHDropInContact",
          Map.of(
              "local_patient_id", "LocalPatientID",
              "birth_date", "PersonBirthDate",
              "sex_code", "GenderIDCode",
              "ethnicity_as_sent", "EthnicCategory",
              "nhs_number", "NHSNumber"),
          "ambulance_incident",
          partner("ethnic_category"),
          "police_mha_detention",
          police(),
          "police_mh_incident",
          police(),
          "ed_attendance",
          partner("ethnic_category"),
          "nhs111_call",
          partner("ethnic_category"));

  private static final List<String> TEXTS =
      List.of(
          "local_patient_id",
          "sex_code",
          "gender_code",
          "ethnicity_as_sent",
          "officer_defined_ethnicity",
          "nhs_number",
          "given_name",
          "family_name",
          "home_postcode");

  private static final StructType PREPARED =
      new StructType()
          .add("number", DataTypes.StringType)
          .add("date", DataTypes.StringType)
          .add("surname", DataTypes.StringType)
          .add("given", DataTypes.StringType)
          .add("postcode", DataTypes.StringType)
          .add("sex", DataTypes.StringType)
          .add("is_number_refused", DataTypes.BooleanType, false);

  private PersonRecords() {}

  private static Map<String, String> partner(String ethnicity) {
    return Map.of(
        "birth_date", "birth_date",
        "age_years", "age_years",
        "sex_code", "sex_code",
        "ethnicity_as_sent", ethnicity,
        "nhs_number", "nhs_number",
        "given_name", "given_name",
        "family_name", "family_name",
        "home_postcode", "home_postcode");
  }

  private static Map<String, String> police() {
    Map<String, String> columns = new HashMap<>(partner("self_defined_ethnicity"));
    columns.put("officer_defined_ethnicity", "officer_defined_ethnicity");
    return Map.copyOf(columns);
  }

  /**
   * All person records.
   *
   * @param tables gives a checked table with its reporting_month
   * @return reporting_month, where the row comes from, what people keeps as sent, {@code row_id},
   *     and prepared: {@code number}, {@code date}, {@code surname}, {@code given}, {@code
   *     postcode}, {@code sex} (each null where it is no evidence), {@code is_number_refused}, and
   *     {@code superseded_number} where numbers are merged
   */
  static Dataset<Row> of(Function<String, Dataset<Row>> tables, IdentifierPreparation preparation) {
    Dataset<Row> all = null;
    for (String table : TABLES) {
      Dataset<Row> rows = tables.apply(table).select(columns(table));
      all = all == null ? rows : all.unionByName(rows);
    }
    Dataset<Row> sent = Objects.requireNonNull(all);
    // Merges may be many: each task would get its own copy of them.
    Broadcast<IdentifierPreparation> shared =
        JavaSparkContext.fromSparkContext(sent.sparkSession().sparkContext())
            .broadcast(preparation);
    StructType prepared =
        preparation.merges().isEmpty()
            ? PREPARED
            : PREPARED.add(NumberMerges.SUPERSEDED, DataTypes.StringType);
    UserDefinedFunction prepare = udf(new Prepare(shared), prepared);
    return sent.withColumn(
            "prepared",
            prepare.apply(
                col("nhs_number"),
                col("given_name"),
                col("family_name"),
                col("birth_date").cast("string"),
                col("home_postcode"),
                // The stated gender comes before the gender identity: the other partners send sex.
                coalesce(
                    when(trim(col("gender_code")).isin("1", "2"), col("gender_code")),
                    col("sex_code")),
                col("reporting_month")))
        .drop("nhs_number", "given_name", "family_name", "home_postcode")
        .select(col("*"), col("prepared.*"))
        .drop("prepared");
  }

  private static Column[] columns(String table) {
    Map<String, String> sources = Objects.requireNonNull(SOURCES.get(table));
    List<Column> columns = new ArrayList<>();
    for (String kept :
        List.of(
            "reporting_month",
            "family",
            "organisation_code",
            "submission_id",
            "record",
            "file",
            "line")) {
      columns.add(col(kept));
    }
    columns.add(lit(table).as("source_table"));
    columns.add(RowIds.of(table).as("row_id"));
    for (String text : TEXTS) {
      columns.add(source(sources, text, "string"));
    }
    columns.add(source(sources, "birth_date", "date"));
    columns.add(source(sources, "age_years", "int"));
    return columns.toArray(Column[]::new);
  }

  private static Column source(Map<String, String> sources, String column, String type) {
    String from = sources.get(column);
    return (from == null ? lit(null) : col(from)).cast(type).as(column);
  }

  /** Cleans one row's identifiers. */
  private static final class Prepare
      implements UDF7<String, String, String, String, String, String, String, Row> {
    private static final long serialVersionUID = 1L;
    private final Broadcast<IdentifierPreparation> shared;

    Prepare(Broadcast<IdentifierPreparation> shared) {
      this.shared = shared;
    }

    @Override
    public Row call(
        @Nullable String nhsNumber,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String birthDate,
        @Nullable String postcode,
        @Nullable String sexCode,
        String month) {
      IdentifierPreparation preparation = shared.value();
      LocalDate monthEnd = ReportingMonth.of(month).end();
      String number = preparation.nhsNumber(nhsNumber);
      String date = preparation.birthDate(birthDate, monthEnd);
      String surname = preparation.surname(familyName);
      String given = preparation.firstGivenName(givenName);
      String home = preparation.postcode(postcode);
      String sex = preparation.sex(sexCode);
      boolean isRefused = number == null && nhsNumber != null && !nhsNumber.isBlank();
      return preparation.merges().isEmpty()
          ? RowFactory.create(number, date, surname, given, home, sex, isRefused)
          : RowFactory.create(
              number,
              date,
              surname,
              given,
              home,
              sex,
              isRefused,
              preparation.supersededNumber(nhsNumber));
    }
  }
}
