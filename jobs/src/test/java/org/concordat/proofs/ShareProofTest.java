package org.concordat.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.concordat.cli.ConcordatCommand;
import org.concordat.config.Settings;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.platform.objects.S3Links;
import org.concordat.testing.S3Bucket;
import org.concordat.testing.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to a partner's report, asked of a server that checks every signature. */
@Tag("proof")
class ShareProofTest {

  private static final String ACCESS = "access-key-of-ours-31d0";
  private static final String SECRET = "no-one-may-ever-read-this-98ce";
  private static final String REPORTS = "sample/reports/";

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  /** What a command printed. */
  private record Printed(int exitCode, String out, String err) {}

  @Test
  void a_link_opens_one_file_of_one_partner_for_a_while() throws Exception {
    try (ServerProcess server = ServerProcess.s3Proxy(folder, ACCESS, SECRET);
        S3Bucket bucket = S3Bucket.make(server.address(), "lake", ACCESS, SECRET)) {
      Path settings =
          SampleStore.settings(folder, server.address().toString(), ACCESS, SECRET, "sample");
      put(bucket, "MH/RX4/2026-09/index.html", "the page of RX4");
      put(bucket, "MH/RX4/2026-09/messages.csv", "its messages");
      put(bucket, "MH/RX4/2026-08/index.html", "the page before");
      put(bucket, "MH/RX40/2026-09/index.html", "the page of RX40");
      put(bucket, "MH/R1L/2026-09/index.html", "the page of R1L");

      Printed printed = share(settings, "MH", "RX4", "--valid", "30m", "--json");
      assertThat(printed.exitCode()).as(printed.err()).isZero();
      Map<String, String> links = links(printed.out());
      assertThat(links.keySet()).containsExactly("index.html", "messages.csv");
      assertThat(Objects.requireNonNull(links.get("index.html"))).contains("X-Amz-Expires=1800");
      assertThat(get(Objects.requireNonNull(links.get("index.html"))).body())
          .isEqualTo("the page of RX4");
      assertThat(get(Objects.requireNonNull(links.get("messages.csv"))).body())
          .isEqualTo("its messages");
      assertThat(share(settings, "MH", "RX4").out()).contains("X-Amz-Expires=86400");

      anAlteredLinkOpensNothing(Objects.requireNonNull(links.get("index.html")));
      aLinkRunsOut(settings);

      Printed none = share(settings, "MH", "RX9");
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.err())
          .isEqualToIgnoringNewLines(
              "concordat: There is no report of MH RX9 for 2026-09 in s3://lake/sample/reports;"
                  + " run concordat reports first");
      assertThat(printed.out() + printed.err() + none.err()).doesNotContain(SECRET);
      assertWrittenNowhere(Objects.requireNonNull(links.get("index.html")));
    }
  }

  private void anAlteredLinkOpensNothing(String link) throws Exception {
    for (String altered :
        new String[] {
          link.replace("MH/RX4/2026-09", "MH/RX40/2026-09"),
          link.replace("MH/RX4/2026-09", "MH/R1L/2026-09"),
          link.replace("MH/RX4/2026-09", "MH/RX4/../R1L/2026-09"),
          link.replace("MH/RX4/2026-09", "MH/RX4/2026-08"),
          link.replace("X-Amz-Expires=1800", "X-Amz-Expires=604800"),
          link.substring(0, link.indexOf('?')),
        }) {
      assertThat(altered).isNotEqualTo(link);
      HttpResponse<String> answer = get(altered);
      assertThat(answer.statusCode()).as(altered).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("the page");
    }
  }

  private void aLinkRunsOut(Path file) throws Exception {
    Settings settings = Settings.read(file);
    try (S3Links links = S3Links.of(settings)) {
      String link =
          links.link(
              Objects.requireNonNull(Lake.at(folder, settings).remote().get(Zone.REPORTS)),
              "MH/RX4/2026-09/index.html",
              Duration.ofSeconds(2));
      assertThat(get(link).statusCode()).isEqualTo(200);
      Thread.sleep(4_000);
      assertThat(get(link).statusCode()).as("after two seconds").isEqualTo(403);
    }
  }

  /** Neither a run record nor any other file beside the server's own log has it. */
  private void assertWrittenNowhere(String link) throws IOException {
    assertThat(Folders.filesBelow(folder.resolve("lake"))).isEmpty();
    assertThat(link).contains("X-Amz-Signature=");
  }

  private Printed share(Path settings, String family, String organisation, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] start = {
      "share",
      "--month",
      "2026-09",
      "--family",
      family,
      "--organisation",
      organisation,
      "--lake",
      folder.resolve("lake").toString(),
      "--config",
      settings.toString()
    };
    String[] all = new String[start.length + more.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    int exitCode = ConcordatCommand.execute(new PrintWriter(out), new PrintWriter(err), all);
    return new Printed(exitCode, out.toString(), err.toString());
  }

  private static Map<String, String> links(String json) throws IOException {
    Map<String, String> links = new TreeMap<>();
    var given = Json.mapper().readTree(json).path("links");
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      links.put(name, given.path(name).asText());
    }
    return links;
  }

  private HttpResponse<String> get(String link) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(link)).timeout(Duration.ofSeconds(20)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void put(S3Bucket bucket, String path, String text) {
    bucket.put(REPORTS + path, text.getBytes(StandardCharsets.UTF_8));
  }
}
