package org.concordat.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.concordat.check.JudgedSubmission.TableCount;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.platform.Digest;
import org.concordat.platform.Json;
import org.concordat.schemas.Family;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.SubmissionCalendar;

/**
 * Judges small sound submissions of the sample with one of their files spoilt, again and again,
 * from bytes to findings; each case follows from the seed and its number alone.
 */
final class FileFuzz {

  /** A case that takes longer hangs, as far as a partner is concerned. */
  private static final long MOST_SECONDS = 10;

  private static final Path SAMPLE = Path.of("..", "sample-data");
  private static final int LINES_KEPT = 6;
  private static final int ODD_PARQUET_FILES = 24;
  private static final List<String> SOUND =
      List.of(
          "faults/accepted-bom/PF/10",
          "faults/accepted-quoted-newlines/PF/10",
          "extracts/AM/RRU",
          "faults/orphan-children/MH/RX4");

  /** A submission to be spoilt: file bytes by name, without its manifest. */
  private record Sound(
      Family family,
      String organisation,
      TreeMap<String, byte[]> files,
      Map<String, List<byte[]>> asParquet) {}

  private final Path landing;
  private final long seed;
  private final Rulebook rulebook = Rulebook.load();
  private final FileInspection inspection;
  private final List<Sound> sound = new ArrayList<>();
  private long judged;
  private long refused;
  private long judgedParquet;

  FileFuzz(Path folder, long seed) throws IOException {
    this.landing = folder.resolve("landing");
    this.seed = seed;
    this.inspection =
        new FileInspection(
            rulebook.contracts(),
            rulebook.rules(),
            Organisations.of(rulebook.lists()),
            SubmissionCalendar.load(),
            Settings.defaults(),
            new Deliveries(landing));
    JudgedCase.conditions(); // analysed once, which no case should wait for
    for (String place : SOUND) {
      sound.add(read(place, folder));
    }
  }

  private Sound read(String place, Path folder) throws IOException {
    String[] parts = place.split("/", -1);
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> sent = Files.list(SAMPLE.resolve(place).resolve("2026-09/001"))) {
      for (Path file : sent.toList()) {
        if (!file.toString().endsWith(".json")) {
          String text = Files.readString(file);
          String kept =
              parts[0].equals("faults")
                  ? text
                  : String.join("\n", text.lines().limit(LINES_KEPT).toList()) + "\n";
          files.put(file.getFileName().toString(), kept.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, List<byte[]>> asParquet = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      asParquet.put(
          file.getKey(), ParquetSamples.of(file.getValue(), ODD_PARQUET_FILES, random, folder));
    }
    return new Sound(
        Family.valueOf(parts[parts.length - 2]), parts[parts.length - 1], files, asParquet);
  }

  /** Submissions whose rows were judged. */
  long judged() {
    return judged;
  }

  /** Submissions refused by the file rules. */
  long refused() {
    return refused;
  }

  /** Of those judged, submissions with a Parquet file. */
  long judgedParquet() {
    return judgedParquet;
  }

  void run(int cases) throws IOException {
    for (int number = 0; number < cases; number++) {
      long start = System.nanoTime();
      try {
        judge(new SplittableRandom(seed * 1_000_003 + number));
      } catch (RuntimeException | IOException | Error e) {
        throw new AssertionError("Case " + number + " of seed " + seed + ": " + e.getMessage(), e);
      }
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
          .as("seconds of case %d of seed %d", number, seed)
          .isLessThan(MOST_SECONDS);
    }
  }

  private void judge(SplittableRandom random) throws IOException {
    FileMutations mutations = new FileMutations(random);
    Sound base = sound.get(random.nextInt(10) == 0 ? 3 : random.nextInt(3));
    TreeMap<String, byte[]> files = new TreeMap<>(base.files());
    String spoilt = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
    byte[] bytes = Objects.requireNonNull(files.remove(spoilt));
    if (random.nextInt(10) == 0) {
      parquet(base, files, spoilt, mutations, random);
    } else {
      text(files, spoilt, bytes, mutations, random);
    }
    byte[] manifest = manifest(base, files);
    files.put(
        "manifest.json", random.nextInt(5) > 0 ? manifest : mutations.spoiltManifest(manifest));
    List<Path> written = new ArrayList<>();
    try {
      judge(inspection.inspect(delivery(base, files, written)));
    } finally {
      for (Path file : written) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void parquet(
      Sound base,
      Map<String, byte[]> files,
      String name,
      FileMutations mutations,
      SplittableRandom random) {
    List<byte[]> all = Objects.requireNonNull(base.asParquet().get(name));
    byte[] bytes = all.get(random.nextInt(all.size()));
    for (int times = random.nextInt(4); times > 0; times--) {
      bytes = mutations.spoiltBytes(bytes);
    }
    files.put(name.replace(".csv", ".parquet"), bytes);
  }

  private static void text(
      Map<String, byte[]> files,
      String spoilt,
      byte[] sound,
      FileMutations mutations,
      SplittableRandom random) {
    int packing = random.nextInt(4);
    boolean isTextSpoilt = random.nextInt(4) > 0;
    byte[] bytes = isTextSpoilt ? mutations.spoiltText(sound) : sound;
    if (packing >= 2) {
      bytes = packing == 2 ? FileMutations.gzip(bytes) : FileMutations.zstandard(bytes);
      bytes = isTextSpoilt && random.nextBoolean() ? bytes : mutations.spoiltBytes(bytes);
    }
    files.put(spoilt + (packing == 2 ? ".gz" : packing == 3 ? ".zst" : ""), bytes);
  }

  private void judge(Inspection inspected) throws IOException {
    inspected.findings().forEach(FileFuzz::requireWords);
    inspected
        .broken()
        .forEach(records -> records.findings().forEachRemaining(FileFuzz::requireWords));
    if (inspected.isRejected()) {
      refused++;
      return;
    }
    judged++;
    judgedParquet +=
        inspected.files().stream().anyMatch(f -> f.format() == FileFormat.PARQUET) ? 1 : 0;
    SubmissionJudge judge =
        new SubmissionJudge(
            SubmissionFiles.of(inspected),
            JudgedCase.conditions(),
            rulebook,
            100_000,
            EarlierMonths.NONE);
    JudgedSubmission outcome = judge.judge();
    long sent = 0;
    long rejected = 0;
    for (TableCount table : outcome.tables()) {
      assertThat(table.accepted() + table.rejected()).isEqualTo(table.sent());
      sent += table.sent();
      rejected += table.rejected();
    }
    assertThat(sent).as("rows sent").isEqualTo(inspected.rows());
    List<Finding> findings = new ArrayList<>();
    judge.findings().forEachRemaining(findings::add);
    findings.forEach(FileFuzz::requireWords);
    if (outcome.rejectedBecause() == null) {
      assertThat(findings.stream().mapToLong(Finding::rowsLost).sum())
          .as("rows lost by a cause")
          .isEqualTo(rejected);
    } else {
      assertThat(findings).anyMatch(finding -> finding.severity().equals("RF"));
    }
  }

  private static void requireWords(Finding finding) {
    if (finding.text().isBlank()
        || finding.text().contains("Exception")
        || finding.text().contains("\tat ")) {
      throw new AssertionError("No message for a clerk: " + finding.text());
    }
  }

  private Delivery delivery(Sound base, Map<String, byte[]> files, List<Path> written)
      throws IOException {
    List<DeliveredFile> delivered = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String sha256 = HexFormat.of().formatHex(Digest.sha256().digest(file.getValue()));
      Path object = new Deliveries(landing).object(sha256);
      if (!Files.exists(object)) {
        Files.createDirectories(object.resolveSibling(""));
        Files.write(object, file.getValue());
        written.add(object);
      }
      delivered.add(new DeliveredFile(file.getKey(), file.getValue().length, sha256));
    }
    return new Delivery(
        base.family() + "-" + base.organisation() + "-2026-09-001",
        base.family(),
        base.organisation(),
        ReportingMonth.of("2026-09"),
        "001",
        base.organisation(),
        Instant.parse("2026-10-12T09:14:03Z"),
        "folder",
        true,
        delivered);
  }

  /** What the manifest would say had the file been sent like this on purpose. */
  private static byte[] manifest(Sound base, Map<String, byte[]> files) {
    List<Map<String, Object>> resources = new ArrayList<>();
    files.forEach(
        (name, bytes) -> {
          Map<String, Object> resource = new LinkedHashMap<>();
          resource.put("path", name);
          resource.put("bytes", bytes.length);
          resource.put("hash", "sha256:" + HexFormat.of().formatHex(Digest.sha256().digest(bytes)));
          resource.put("rows", 4);
          resource.put("contract", name.substring(0, name.indexOf('.')));
          resources.add(resource);
        });
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("spec_version", base.family() == Family.MH ? "6.0" : "1.0");
    manifest.put("family", base.family().name());
    manifest.put("organisation_code", base.organisation());
    manifest.put("period_start", "2026-09-01");
    manifest.put("period_end", "2026-09-30");
    manifest.put("created_at", "2026-10-06T08:00:00");
    manifest.put("nil_return", false);
    manifest.put("resources", resources);
    return Json.text(manifest).getBytes(StandardCharsets.UTF_8);
  }
}
