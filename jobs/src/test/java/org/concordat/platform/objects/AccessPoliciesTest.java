package org.concordat.platform.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.cli.ConcordatCommand;
import org.concordat.config.ChannelSettings;
import org.concordat.config.ChannelsFile;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents are held against the golden ones in src/test/resources/policies, file by file. */
class AccessPoliciesTest {

  private static final String KEY =
      "arn:aws:kms:eu-west-2:111122223333:key/0d1e2f3a-0000-4000-8000-000000000000";
  private static final Path GOLDEN = Path.of("src", "test", "resources", "policies");

  @TempDir private Path folder;

  @Test
  void documents_are_the_golden_ones() throws IOException {
    SortedMap<String, String> made = new TreeMap<>();
    Settings settings = settings(zones() + "object-store: {kms-key: '" + KEY + "'}\n");
    new AccessPolicies(Lake.at(folder, settings).remote(), KEY, channels())
        .documents(List.of("MH/RX4", "PF/10"))
        .forEach((path, document) -> made.put(path, Json.text(document)));
    if (Boolean.getBoolean("concordat.write-docs")) {
      for (String path : made.keySet()) {
        Files.createDirectories(GOLDEN.resolve(path).resolveSibling(""));
        Files.writeString(GOLDEN.resolve(path), made.get(path));
      }
    }
    SortedMap<String, String> golden = new TreeMap<>();
    for (Path file : Folders.filesBelow(GOLDEN)) {
      golden.put(file.toString().replace('\\', '/'), Files.readString(GOLDEN.resolve(file)));
    }
    assertThat(made).isEqualTo(golden);
  }

  @Test
  void a_partner_reaches_its_own_prefixes_and_no_bucket_as_a_whole() throws IOException {
    Settings settings = settings(zones() + "object-store: {kms-key: '" + KEY + "'}\n");
    var documents =
        new AccessPolicies(Lake.at(folder, settings).remote(), KEY, channels())
            .documents(List.of("MH/RX4", "PF/10"));
    assertThat(documents.keySet())
        .contains("iam/partners/MH-RX4.json", "iam/partners/AM-RX4.json", "iam/partners/PF-10.json")
        .filteredOn(path -> path.startsWith("iam/partners/"))
        .hasSize(3);
    assertThat(Json.text(documents.getOrDefault("iam/partners/PF-10.json", Map.of())))
        .contains("arn:aws:s3:::crisis-reports/pages/PF/10/*")
        .doesNotContain("inbox", "RX4", "restricted", "PutObject", ":::crisis-reports/*");
    assertThat(Json.text(documents.getOrDefault("iam/partners/AM-RX4.json", Map.of())))
        .contains("arn:aws:s3:::crisis-inbox/from/northbridge/AM/RX4/*")
        .doesNotContain("MH/RX4", "DeleteObject");
  }

  @Test
  void the_command_writes_them_into_a_new_folder_and_never_over_another() throws IOException {
    Path config = folder.resolve("c.yaml");
    Files.writeString(config, zones() + "object-store: {kms-key: '" + KEY + "'}\n");
    Path out = folder.resolve("out");
    StringWriter err = new StringWriter();
    assertThat(command(err, "--out", out.toString(), "--config", config.toString())).isZero();
    assertThat(Folders.filesBelow(out))
        .contains(
            Path.of("bucket-policies", "crisis-restricted.json"),
            Path.of("iam", "pseudonymous-read.json"),
            Path.of("iam", "partners", "MH-RX4.json"));
    assertThat(command(err, "--out", out.toString(), "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("it must be new or empty");
  }

  @Test
  void without_a_key_or_a_bucket_there_is_nothing_to_write() throws IOException {
    Settings settings = settings(zones());
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(
            () -> new AccessPolicies(Lake.at(folder, settings).remote(), null, new TreeMap<>()))
        .withMessageContaining("object-store.kms-key");
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(() -> new AccessPolicies(new TreeMap<>(), KEY, new TreeMap<>()))
        .withMessageContaining("no zone of the settings is s3://bucket/prefix");
  }

  private static int command(StringWriter err, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "deploy-policies";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return ConcordatCommand.execute(
        new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), all);
  }

  private static String zones() {
    return """
        zones:
          landing: s3://crisis-restricted/landing
          raw: s3://crisis-restricted/raw
          marts: s3://crisis-marts
          returns: s3://crisis-open/returns
          reports: s3://crisis-reports/pages
        """;
  }

  private SortedMap<String, ChannelSettings> channels() throws IOException {
    return ChannelsFile.read(
        Files.writeString(
            folder.resolve("channels.yaml"),
            """
            channels:
              northbridge:
                sends: [MH/RX4, AM/RX4]
                s3: {bucket: crisis-inbox, prefix: from/northbridge/, receipts: receipts/}
              police:
                sends: [PF/10]
                folder: {path: /mnt/police}
            """));
  }

  private Settings settings(String yaml) throws IOException {
    return Settings.read(Files.writeString(folder.resolve("settings.yaml"), yaml));
  }
}
