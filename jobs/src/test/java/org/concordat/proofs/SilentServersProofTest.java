package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Folders;
import org.concordat.proofs.ThreeServers.Way;
import org.concordat.pull.ChannelsResult;
import org.concordat.testing.SampleMonth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that accepts connections and says nothing is given up after the time that the settings
 * allow, holds no other partner back, and loses nothing.
 */
@Tag("proof")
class SilentServersProofTest {

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
  void a_silent_server_is_given_up_for_now(Way silent) throws Exception {
    SortedMap<Way, List<String>> senders = new TreeMap<>();
    for (Way way : Way.values()) {
      senders.put(way, List.of(sender(way)));
      servers.send(way, SampleMonth.extracts(), List.of(sender(way)));
    }
    Path channels = servers.channels(senders);
    Settings quick =
        Settings.read(
            Files.writeString(
                folder.resolve("quick.yaml"),
                "pull: {silence-seconds: 3, attempts: 2, first-wait-millis: 10}"));
    Path lake = folder.resolve("lake-" + silent);
    servers.freeze(silent);
    long before = System.nanoTime();

    ChannelsResult first = PartnerServers.pull(channels, lake, SampleMonth.MONTH, quick);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(40));
    servers.thaw(silent);
    String name = "by-" + silent.name().toLowerCase(Locale.ROOT);
    assertThat(first.failed()).containsOnlyKeys(name);
    assertThat(first.failed().get(name)).endsWith("the next pull goes on from here");
    String family = sender(silent).substring(0, 2);
    assertThat(first.taken()).isNotEmpty().noneMatch(id -> id.startsWith(family));

    ChannelsResult second = PartnerServers.pull(channels, lake, SampleMonth.MONTH, quick);

    assertThat(second.failed()).isEmpty();
    assertThat(second.taken()).isNotEmpty().allMatch(id -> id.startsWith(family));
    assertThat(new Deliveries(lake.resolve("landing")).all())
        .hasSize(first.taken().size() + second.taken().size());
    assertThat(Folders.filesBelow(lake.resolve("landing/incoming"))).isEmpty();
  }

  private static String sender(Way way) {
    return switch (way) {
      case S3 -> "AM/RRU";
      case SFTP -> "ED/RRV";
      case MESH -> "UC/RX6";
    };
  }
}
