package org.concordat.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.concordat.platform.Arrival;
import org.concordat.platform.Arrivals;
import org.concordat.platform.Digest;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.Channel;
import org.concordat.schemas.ReportingMonth;

/**
 * Puts the signed receipts that the live findings hold on the channel their deliveries came by,
 * each once. They are there from the pull after the check on; the bytes are passed on as they
 * stand.
 */
final class VerdictReceipts {

  /** Table of the findings in which each delivery has its signed receipt. */
  private static final String TABLE = "receipts";

  private final String name;
  private final Channel channel;
  private final Retries retries;
  private final Lake lake;
  private final Arrivals arrivals;

  /**
   * @param name the channel's name in channels.yaml
   */
  VerdictReceipts(String name, Channel channel, Retries retries, Lake lake) {
    this.name = name;
    this.channel = channel;
    this.retries = retries;
    this.lake = lake;
    this.arrivals = new Arrivals(lake.root(Zone.LANDING));
  }

  /**
   * Puts what was not put before.
   *
   * @param months months whose deliveries are answered
   * @return how many were put
   */
  int put(Set<ReportingMonth> months) throws IOException {
    int put = 0;
    for (Arrival arrival : arrivals.of(name)) {
      if (arrival.submissionId() != null && months.contains(arrival.month())) {
        Optional<Path> receipt = receipt(arrival.month(), arrival.submissionId());
        if (receipt.isPresent() && put(arrival, arrival.submissionId(), receipt.get())) {
          put++;
        }
      }
    }
    return put;
  }

  private Optional<Path> receipt(ReportingMonth month, String submission) {
    return lake.tree(Zone.FINDINGS)
        .month(TABLE, month)
        .map(folder -> folder.resolve(submission + ".json"))
        .filter(Files::isRegularFile);
  }

  private boolean put(Arrival arrival, String submission, Path receipt) throws IOException {
    String text = Files.readString(receipt);
    String answer = "verdict-" + submission + "-" + Digest.ofText(text).substring(0, 12) + ".json";
    if (arrivals.isAnswered(name, answer)) {
      return false;
    }
    String folder =
        String.join(
            "/",
            arrival.family().name(),
            arrival.organisationCode(),
            arrival.month().toString(),
            arrival.seq());
    retries.of(
        () -> {
          channel.answer(new Answer(answer, folder, text, List.of()));
          return true;
        });
    arrivals.noteAnswered(name, answer);
    return true;
  }
}
