package org.concordat.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, read from one YAML file; each part may be left out and then has its
 * default.
 *
 * @param zones root folder of a zone, or s3://bucket/prefix, by its name (landing, reference,
 *     checked, findings, metrics, linked, marts, returns, reports, raw, runs); zones not named lie
 *     below the lake's root
 * @param pull how partners' channels are read
 * @param spark size of the engine
 * @param check how partners' data are judged
 * @param linkage how people are linked
 * @param releases keys of releases by name of the release
 * @param receipts how receipts are signed
 * @param counting which of the ways to count that sources leave open are taken
 * @param disclosure how figures are protected
 * @param returns when a return may be published
 * @param signOff who may take a return from draft to published
 * @param objectStore where zones with an {@code s3://} root lie
 * @param lineage where events about what was made from what are sent
 * @param encryption what of the restricted zone is encrypted
 */
public record Settings(
    Map<String, String> zones,
    Pull pull,
    Spark spark,
    Check check,
    Linkage linkage,
    Map<String, ReleaseKey> releases,
    Receipts receipts,
    Counting counting,
    Disclosure disclosure,
    Returns returns,
    @JsonProperty("sign-off") SignOff signOff,
    @JsonProperty("object-store") ObjectStoreSettings objectStore,
    LineageSettings lineage,
    EncryptionSettings encryption) {

  /**
   * @param channels file that names partners' channels; null means the local drop folder
   * @param atOnce partners that are read at the same time
   * @param attempts times a request is tried in all before a partner is given up for now
   * @param firstWaitMillis wait before the second attempt; it doubles each time, up to a minute
   * @param watchSeconds wait between two rounds of {@code pull --watch}
   * @param silenceSeconds time without a word after which a server counts as gone
   */
  public record Pull(
      @Nullable String channels,
      @JsonProperty("at-once") int atOnce,
      int attempts,
      @JsonProperty("first-wait-millis") int firstWaitMillis,
      @JsonProperty("watch-seconds") int watchSeconds,
      @JsonProperty("silence-seconds") int silenceSeconds) {}

  /**
   * @param cores cores Spark uses; 0 means all
   * @param shufflePartitions partitions of a shuffle, 0 to choose by the size of the input; changes
   *     speed, never results
   * @param master the cluster's address, for example spark://host:7077; null for this machine
   */
  public record Spark(
      int cores,
      @JsonProperty("shuffle-partitions") int shufflePartitions,
      @Nullable String master) {}

  /**
   * @param messageCap messages kept per rule and submission; the count goes on rising
   * @param windowMonths months of checked data the marts look back on, the reporting month included
   * @param unpackedMegabytes largest size of one partner's file after decompression; a larger one
   *     is rejected (FIL-009) and read no further
   */
  public record Check(
      @JsonProperty("message-cap") int messageCap,
      @JsonProperty("window-months") int windowMonths,
      @JsonProperty("unpacked-megabytes") int unpackedMegabytes) {

    /** The same in bytes. */
    public long unpackedBytes() {
      return unpackedMegabytes * 1_000_000L;
    }
  }

  /**
   * @param keyFile file holding the pseudonym key; null means the development key below the lake
   * @param keyId name of the key, kept with every output
   * @param indexKeyFile file holding the key of the person index; null means the pseudonym key. To
   *     be set when the pseudonym key changes
   * @param indexKeyId name of that key; null with the file
   * @param testNumbers whether NHS numbers of the 999 test range count as valid (invented data
   *     only)
   * @param steps steps after the NHS number that are tried, by their names in {@code link_step}
   * @param accept least probability at which the step match_weight joins two records
   * @param review least probability at which a pair that was not joined is kept for review
   * @param blockPairs most pairs compared in one block; a larger block is left out and counted
   * @param strictRecall share of true matches that agree in both names and the birth date, from
   *     which the number of matches is estimated
   * @param numberMerges file that names superseded NHS numbers and those in their place; null means
   *     there are none
   * @param optOuts file of the NHS numbers of people whose records are removed; null means nobody's
   */
  public record Linkage(
      @Nullable @JsonProperty("key-file") String keyFile,
      @JsonProperty("key-id") String keyId,
      @Nullable @JsonProperty("index-key-file") String indexKeyFile,
      @Nullable @JsonProperty("index-key-id") String indexKeyId,
      @JsonProperty("test-numbers") boolean testNumbers,
      List<String> steps,
      double accept,
      double review,
      @JsonProperty("block-pairs") long blockPairs,
      @JsonProperty("strict-recall") double strictRecall,
      @Nullable @JsonProperty("number-merges") String numberMerges,
      @Nullable @JsonProperty("opt-outs") String optOuts) {

    public Linkage {
      steps = List.copyOf(steps);
    }

    /** All that decides who is linked, but the key and what the files hold. */
    public String fingerprint() {
      String numbers = accept + " " + review + " " + blockPairs + " " + strictRecall;
      return String.join(" ", steps) + " " + numbers;
    }

    /** The same with other files about NHS numbers. */
    public Linkage withFiles(@Nullable String numberMerges, @Nullable String optOuts) {
      return new Linkage(
          keyFile,
          keyId,
          indexKeyFile,
          indexKeyId,
          testNumbers,
          steps,
          accept,
          review,
          blockPairs,
          strictRecall,
          numberMerges,
          optOuts);
    }

    /** Defaults for everything but the key; no files. */
    public static Linkage of(@Nullable String keyFile, String keyId, boolean testNumbers) {
      return new Linkage(
          keyFile,
          keyId,
          null,
          null,
          testNumbers,
          List.of(
              "name_birth_date_postcode",
              "name_birth_date_sex",
              "birth_date_sex_postcode",
              "match_weight",
              "event"),
          0.99,
          0.90,
          1_000_000,
          0.7,
          null,
          null);
    }
  }

  /**
   * @param keyFile file holding the key that a release of marts has its keys from
   * @param keyId name of the key, kept with every row
   */
  public record ReleaseKey(
      @JsonProperty("key-file") String keyFile, @JsonProperty("key-id") String keyId) {}

  /**
   * @param keyFile file holding the Ed25519 private key (PKCS#8, PEM) that signs receipts; null
   *     means the development key below the lake
   * @param keyId name of the key, kept with every receipt
   */
  public record Receipts(
      @Nullable @JsonProperty("key-file") String keyFile, @JsonProperty("key-id") String keyId) {}

  /**
   * @param variant ours, or published for the figures as the published code gives them
   * @param choices options by setting of counting-rules.md 7, which win over the variant
   */
  public record Counting(String variant, Map<String, String> choices) {
    public Counting {
      choices = Map.copyOf(choices);
    }
  }

  /**
   * @param regime mhsds, or hes: nought is shown and 1 to 7 are hidden; one for a whole return
   *     (returns-and-disclosure.md 1.4)
   * @param smallCount protected counts below this are hidden (D1)
   * @param roundTo protected counts are rounded to the nearest multiple (D2)
   * @param freeContributors organisations that must contribute to a free cell for it to be exact
   *     (D6)
   * @param possibleValues values of a hidden figure that must stay possible under attack (D8)
   * @param attackRounds rounds of attack and cure after which the publication is held (D8)
   * @param leastEvents crisis events in 12 months below which an organisation's figures are hidden
   *     (D12)
   * @param averageLeast fewest values of which an average is shown (D5)
   */
  public record Disclosure(
      String regime,
      @JsonProperty("small-count") int smallCount,
      @JsonProperty("round-to") int roundTo,
      @JsonProperty("free-contributors") int freeContributors,
      @JsonProperty("possible-values") int possibleValues,
      @JsonProperty("attack-rounds") int attackRounds,
      @JsonProperty("least-events") int leastEvents,
      @JsonProperty("average-least") int averageLeast) {}

  /** What missing partners do to a return; null: nothing, and nothing is said of it. */
  public record Returns(@Nullable CoverageSettings coverage) {}

  /** Whether a version must be signed off by somebody else than who quality assured it. */
  public record SignOff(@JsonProperty("two-people") boolean twoPeople) {}

  /** All defaults. */
  public static Settings defaults() {
    return new Settings(
        Map.of(),
        new Pull(null, 4, 6, 500, 300, 60),
        new Spark(0, 0, null),
        new Check(100_000, 12, 4_000),
        Linkage.of(null, "development", true),
        Map.of(),
        new Receipts(null, "development"),
        new Counting("ours", Map.of()),
        new Disclosure("mhsds", 5, 5, 8, 3, 20, 20, 8),
        new Returns(new CoverageSettings(3, 51, 40, 100)),
        new SignOff(true),
        ObjectStoreSettings.DEFAULT,
        LineageSettings.OFF,
        EncryptionSettings.DEFAULT);
  }

  /** The same, but for parts that are named. */
  public ChangedSettings with() {
    return new ChangedSettings(this);
  }

  /**
   * Reads a settings file; keys it does not name keep their defaults.
   *
   * @throws WrongRequestException naming file and key, when the file is missing or does not fit
   */
  public static Settings read(Path file) {
    return SettingsFile.read(file);
  }
}
