package org.concordat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelsFileTest {

  @TempDir Path folder;

  @Test
  void the_example_of_the_page_is_read() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "channels.md"));
    int start = page.indexOf("```yaml") + 8;
    SortedMap<String, ChannelSettings> channels =
        read(page.substring(start, page.indexOf("```", start)));
    assertThat(channels)
        .containsOnlyKeys("ambulance-west", "eastshire", "mounted", "northbridge", "westmoor");
    ChannelSettings northbridge = channel(channels, "northbridge");
    assertThat(northbridge.sends()).containsExactly("MH/RX4", "AM/RX4");
    assertThat(northbridge.deliveryNote()).isFalse();
    assertThat(northbridge.limitsOrDefault())
        .isEqualTo(channel(channels, "mounted").limitsOrDefault());
    assertThat(channel(channels, "ambulance-west").s3()).isNotNull();
    assertThat(channel(channels, "westmoor").sftp()).isNotNull();
    assertThat(channel(channels, "eastshire").mesh()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                             | it names no channels",
        "channels: {}                                                   | it names no channels",
        "channel: {}                                                    | unknown key channel; known there: [channels]",
        "channels: {a: {sends: [MH/RX4], s3: {buckt: b}}}               | unknown key channels.a.s3.buckt; known there: [access-key, bucket,",
        "channels: {a: {sends: [MH/RX4]}}                               | a needs exactly one of s3, sftp, mesh and folder, and has 0",
        "channels: {a: {sends: [MH/RX4], s3: {bucket: b}, folder: {path: p}}} | a needs exactly one of s3, sftp, mesh and folder, and has 2",
        "channels: {a: {s3: {bucket: b}}}                               | a needs sends",
        "channels: {a: {sends: [RX4], s3: {bucket: b}}}                 | a sends \"RX4\", which is not FAMILY/ORGANISATION",
        "channels: {a: {sends: [MH/RX4], s3: {}}}                       | a needs s3.bucket",
        "channels: {a: {sends: [MH/RX4], s3: {bucket: b, prefix: x}}}   | with a slash at the end",
        "channels: {a: {sends: [MH/RX4], s3: {bucket: b, access-key: env:A}}} | access-key and s3.secret-key together",
        "channels: {a: {sends: [MH/RX4], s3: {bucket: b, checksums: no}}} | when-supported or when-required",
        "channels: {A B: {sends: [MH/RX4], s3: {bucket: b}}}            | is no name of a channel",
        "channels: {a: {sends: MH/RX4, s3: {bucket: b}}}                | channels.a.sends is not what belongs there (line 1)",
        "channels: {a: {sends: [MH/RX4], sftp: {host: h}}}              | a needs sftp.user, sftp.host-key-file, sftp.key-file",
        "channels: {a: {sends: [MH/RX4], limits: {files: -1}, s3: {bucket: b}}} | a limit below nought",
        "channels: {a: [}                                               | channels.a is not what belongs there (line 1)"
      })
  void what_does_not_fit_is_one_clear_line(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageStartingWith("Cannot read channels " + folder)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void a_secret_in_place_of_its_reference_is_refused_and_not_quoted() {
    assertThatThrownBy(
            () ->
                read(
                    "channels: {a: {sends: [MH/RX4], s3: {bucket: b, access-key: env:A,"
                        + " secret-key: hunter2hunter2}}}"))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageContaining("a needs s3.secret-key as a reference, file:/path or env:NAME")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void no_such_file_is_one_line() {
    assertThatThrownBy(() -> ChannelsFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(WrongRequestException.class)
        .hasMessageEndingWith("none.yaml: no such readable file");
  }

  private static ChannelSettings channel(SortedMap<String, ChannelSettings> channels, String name) {
    return Objects.requireNonNull(channels.get(name));
  }

  private SortedMap<String, ChannelSettings> read(String text) throws IOException {
    return ChannelsFile.read(Files.writeString(folder.resolve("channels.yaml"), text));
  }
}
