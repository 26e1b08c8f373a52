package org.concordat.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.concordat.check.Check;
import org.concordat.config.Settings;
import org.concordat.platform.Delivery;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.reports.Reports;
import org.concordat.testing.SampleMonth;
import org.concordat.testing.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every partner checks at home what it sent, with the history that stands beside its page. */
class OfflineEqualsNationalTest {

  private static final List<String> VERDICT =
      List.of(
          "submission_id",
          "received_at",
          "state",
          "is_in_force",
          "is_late",
          "is_nil_return",
          "reason",
          "sent",
          "accepted",
          "rejected",
          "warned");

  @TempDir Path root;

  @Test
  void the_verdict_and_the_page_are_the_same_for_every_submission_in_force() throws IOException {
    Path lake = SampleMonth.run().lake();
    List<String> different = new ArrayList<>();
    TreeSet<String> compared = new TreeSet<>();
    List<Row> national = verdicts(lake.resolve("findings"));
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new NoNetwork());
    try {
      for (Row verdict : national) {
        if (verdict.getBoolean(VERDICT.indexOf("is_in_force"))) {
          compared.add(verdict.getString(0));
          different.addAll(differences(lake, verdict));
        }
      }
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(different).isEmpty();
    assertThat(compared).hasSizeGreaterThanOrEqualTo(12);
  }

  private List<String> differences(Path lake, Row verdict) throws IOException {
    String id = verdict.getString(0);
    String[] parts = id.split("-", 3);
    String month = parts[2].substring(0, 7);
    Path page = lake.resolve("reports").resolve(parts[0]).resolve(parts[1]).resolve(month);
    Path folder =
        SampleMonth.extracts()
            .resolve(parts[0])
            .resolve(parts[1])
            .resolve(month)
            .resolve(parts[2].substring(8));
    Path own = root.resolve(id);
    Delivery delivery =
        Check.offline(
            SharedSpark.session(),
            Settings.defaults(),
            Progress.silent(),
            folder,
            page.resolve("history.jsonl"),
            "performance",
            own);
    Lake here = Lake.at(own, Settings.defaults());
    new Reports(SharedSpark.session(), here, Settings.defaults(), Progress.silent())
        .runForPartner(delivery.month());
    List<String> different = new ArrayList<>();
    if (!verdicts(here.root(Zone.FINDINGS)).contains(verdict)) {
      different.add(id + " verdict " + verdicts(here.root(Zone.FINDINGS)));
    }
    Path ownPage = here.root(Zone.REPORTS).resolve(parts[0]).resolve(parts[1]).resolve(month);
    long at = Files.mismatch(ownPage.resolve("index.html"), page.resolve("index.html"));
    if (at >= 0) {
      String text = Files.readString(page.resolve("index.html"));
      different.add(id + " page at " + at + " of " + text.length());
    }
    Folders.delete(own);
    return different;
  }

  private static List<Row> verdicts(Path findings) {
    return SharedSpark.session()
        .read()
        .parquet(findings.resolve("live/verdicts/reporting_month=" + SampleMonth.MONTH).toString())
        .selectExpr(VERDICT.toArray(String[]::new))
        .collectAsList();
  }

  /** Whoever asks the way out of the machine is refused. */
  private static final class NoNetwork extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      throw new UncheckedIOException(new IOException("This check must not reach " + uri.getHost()));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
