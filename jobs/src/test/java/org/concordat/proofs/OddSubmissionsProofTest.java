package org.concordat.proofs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.proofs.ThreeServers.Way;
import org.concordat.pull.ChannelsResult;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.Trees;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What partners send again in other wrappings, and what nobody should send, on a real server of
 * each kind: what lands, what the receipts say, and that nothing is counted twice.
 */
@Tag("proof")
class OddSubmissionsProofTest {

  private static final String SENDER = "AM/RRU";
  private static final String START = "AM-RRU-2026-09-";

  /** Another partner for the other proof: at S3 everything stays. */
  private static final String OTHER = "AM/RX6";

  private static final String OTHER_START = "AM-RX6-2026-09-";
  private static final String TABLE = "ambulance_incident.csv";
  private static final String MANIFEST = "manifest.json";

  /** Ten million bytes are always allowed; more than 200 times the archive's own size is not. */
  private static final int BOMB_BYTES = 12_000_000;

  @TempDir private static Path folder;
  private static ThreeServers servers;

  @BeforeAll
  static void start() throws Exception {
    servers = ThreeServers.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) { // a tool was missing
      servers.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void one_submission_in_many_wrappings_counts_once(Way way) throws Exception {
    byte[] manifest = sample("2026-09/001", MANIFEST);
    byte[] table = sample("2026-09/001", TABLE);
    byte[] first = zip(ZipEntry.DEFLATED, MANIFEST, manifest, TABLE, table);
    byte[] packedAgain = zip(ZipEntry.STORED, TABLE, table, MANIFEST, manifest);
    assertThat(packedAgain).isNotEqualTo(first);
    SortedMap<String, byte[]> sent = new TreeMap<>();
    sent.put(START + "101.zip", first);
    sent.put(START + "102.zip", first); // the same file under another name
    sent.put(START + "103.zip", packedAgain);
    sent.put(START + "104.tar.gz", tar(MANIFEST, manifest, TABLE, table));
    sent.put(
        START + "105.zip", zip(ZipEntry.DEFLATED, "x/" + MANIFEST, manifest, "x/" + TABLE, table));
    for (var one : sent.entrySet()) {
      servers.send(way, "", one.getKey(), one.getValue());
    }
    Path channels = servers.channels(only(way, SENDER));
    Path lake = folder.resolve("wrappings-" + way);

    ChannelsResult pulled = PartnerServers.pull(channels, lake, SampleMonth.MONTH);

    assertThat(pulled.failed()).isEmpty();
    assertThat(pulled.taken()).containsExactly(START + "101");
    assertThat(pulled.duplicates())
        .containsExactly(START + "102", START + "103", START + "104", START + "105");
    // The same number once more, packed otherwise: SFTP has renamed the first file by now.
    servers.send(way, "", START + "101.zip", packedAgain);

    ChannelsResult again = PartnerServers.pull(channels, lake, SampleMonth.MONTH);

    assertThat(again.failed()).isEmpty();
    assertThat(again.taken()).isEmpty();
    assertThat(again.conflicts()).isEmpty();
    assertThat(again.duplicates()).containsExactly(START + "101");
    List<String> answers = new ArrayList<>(servers.answers(way));
    answers.removeIf(answer -> !answer.matches(START + "10[1-5] .*"));
    assertThat(answers)
        .containsExactlyInAnyOrder(
            START + "101 LANDED",
            START + "101 DUPLICATE",
            START + "102 DUPLICATE",
            START + "103 DUPLICATE",
            START + "104 DUPLICATE",
            START + "105 DUPLICATE");
    // Every file is kept once, and whichever number stands, it is the same content.
    List<Delivery> deliveries = new Deliveries(lake.resolve("landing")).all();
    assertThat(deliveries).hasSize(5);
    assertThat(deliveries)
        .extracting(Delivery::contentDigest)
        .containsOnly(deliveries.get(0).contentDigest());
    assertThat(Trees.digests(lake.resolve("landing/objects")).values())
        .containsExactlyInAnyOrder(digest(manifest), digest(table));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void what_nobody_should_send_is_refused_or_left_to_the_check(Way way) throws Exception {
    byte[] manifest = sample("2026-09/001", MANIFEST);
    byte[] table = sample("2026-09/001", TABLE);
    byte[] header =
        (new String(table, UTF_8).lines().findFirst().orElseThrow() + "\n").getBytes(UTF_8);
    byte[] last = sample("2026-08/001", TABLE);
    SortedMap<String, byte[]> sent = new TreeMap<>();
    sent.put("201.zip", zip(ZipEntry.DEFLATED, MANIFEST, manifest, TABLE, new byte[BOMB_BYTES]));
    sent.put("202.tar.gz", tar(MANIFEST, manifest, TABLE, new byte[BOMB_BYTES]));
    sent.put("203.zip", withLink(manifest));
    sent.put("204.zip", zip(ZipEntry.DEFLATED, MANIFEST, manifest, "../../../../out.csv", table));
    sent.put("205.tar.gz", tar(MANIFEST, manifest, "/tmp/out.csv", table));
    sent.put(
        "206.zip", zip(ZipEntry.DEFLATED, MANIFEST, sample("2026-08/001", MANIFEST), TABLE, last));
    sent.put("207.zip", zip(ZipEntry.DEFLATED, MANIFEST, manifest, TABLE, header));
    for (var one : sent.entrySet()) {
      servers.send(way, "", OTHER_START + one.getKey(), one.getValue());
    }
    // Cut off on the way, and not what its sender hashed.
    byte[] whole = zip(ZipEntry.DEFLATED, MANIFEST, manifest, TABLE, table);
    servers.send(way, "", OTHER_START + "210.zip", Arrays.copyOf(whole, whole.length / 2));
    servers.sendWithDigest(way, OTHER_START + "211.zip", whole, digest(table));
    // A name that leads elsewhere beside a submission that is as it should be; S3Mock takes no
    // backslash.
    String inside = OTHER + "/2026-09/208";
    servers.send(way, inside, way == Way.S3 ? "C:out.csv" : "..\\..\\out.csv", table);
    servers.send(way, inside, TABLE, table);
    servers.send(way, inside, MANIFEST, manifest);
    if (way == Way.SFTP) {
      Path linked = Files.createDirectories(servers.sftp().root().resolve(OTHER + "/2026-09/209"));
      Files.write(linked.resolve(MANIFEST), manifest);
      Files.createSymbolicLink(linked.resolve(TABLE), Path.of("/etc/passwd"));
    }
    Path channels = servers.channels(only(way, OTHER));
    Path here = Files.createDirectories(folder.resolve("odd-" + way));
    Path lake = here.resolve("lake");

    ChannelsResult pulled = PartnerServers.pull(channels, lake, SampleMonth.MONTH);

    assertThat(pulled.failed()).isEmpty();
    SortedMap<String, String> refusals = new TreeMap<>();
    refusals.put("201", "holds more than 10 MB");
    refusals.put("202", "holds more than 10 MB");
    refusals.put("203", "holds a link, " + TABLE);
    refusals.put("204", "holds a name that is not taken");
    refusals.put("205", "holds a name that is not taken");
    refusals.put("210", "is damaged or not the archive its name says");
    refusals.put("211", way == Way.MESH ? "not have the checksum" : "has not the bytes");
    if (way == Way.SFTP) {
      refusals.put("209", TABLE + " is a link");
    }
    assertThat(pulled.refused())
        .containsExactlyElementsOf(
            refusals.keySet().stream().map(seq -> OTHER_START + seq).toList());
    refusals.forEach(
        (seq, why) ->
            assertThat(pulled.notes())
                .as(seq)
                .anyMatch(note -> note.contains(OTHER_START + seq) && note.contains(why)));
    assertThat(pulled.notes())
        .anyMatch(note -> note.contains("out.csv has a name that is not taken"));
    assertThat(pulled.taken())
        .contains(OTHER_START + "206", OTHER_START + "207", OTHER_START + "208");
    SortedMap<String, String> answers = new TreeMap<>();
    for (String answer : servers.answers(way)) {
      answers.put(
          answer.substring(0, answer.indexOf(' ')), answer.substring(answer.indexOf(' ') + 1));
    }
    refusals
        .keySet()
        .forEach(seq -> assertThat(answers).containsEntry(OTHER_START + seq, "REFUSED"));
    for (String seq : new String[] {"206", "207", "208"}) {
      assertThat(answers).containsEntry(OTHER_START + seq, "LANDED");
    }
    // Nothing of what was refused is kept, here or anywhere a name led to.
    assertThat(new Deliveries(lake.resolve("landing")).all())
        .extracting(Delivery::seq)
        .doesNotContainAnyElementsOf(refusals.keySet());
    assertThat(Folders.filesBelow(here)).noneMatch(path -> path.toString().contains("out.csv"));
    assertThat(Path.of("/tmp/out.csv")).doesNotExist();
    assertThat(Folders.filesBelow(lake.resolve("landing/incoming"))).isEmpty();
    assertThat(Trees.digests(lake.resolve("landing/objects")).values())
        .doesNotContain(digest(new byte[BOMB_BYTES]))
        .contains(digest(last), digest(header), digest(table));
  }

  private static SortedMap<Way, List<String>> only(Way way, String sender) {
    return new TreeMap<>(Map.of(way, List.of(sender)));
  }

  private static byte[] sample(String submission, String file) throws IOException {
    return Files.readAllBytes(
        SampleMonth.extracts().resolve(SENDER).resolve(submission).resolve(file));
  }

  private static String digest(byte[] bytes) {
    return Trees.digest(bytes);
  }

  private static byte[] zip(int method, Object... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      zip.setMethod(method);
      for (int i = 0; i < namesAndContents.length; i += 2) {
        add(
            zip,
            (String) namesAndContents[i],
            (byte[]) namesAndContents[i + 1],
            UnixStat.FILE_FLAG | 0644);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] withLink(byte[] manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      add(zip, MANIFEST, manifest, UnixStat.FILE_FLAG | 0644);
      add(zip, TABLE, "/etc/passwd".getBytes(UTF_8), UnixStat.LINK_FLAG | 0777);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipArchiveOutputStream zip, String name, byte[] content, int mode)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    entry.setSize(content.length);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setCrc(sum.getValue());
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
  }

  private static byte[] tar(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        byte[] content = (byte[]) namesAndContents[i + 1];
        TarArchiveEntry entry = new TarArchiveEntry((String) namesAndContents[i], true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
