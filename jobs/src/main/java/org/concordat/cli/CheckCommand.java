package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concordat.check.ReceiptVerification;
import org.concordat.check.Rejudgement;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Judge the month's submissions; with a FOLDER, judge one partner's own submission offline:",
      "same rules, same verdict, same page; nothing leaves the machine.",
      "With --verify-receipt, say whether a receipt is genuine; with a FOLDER as well, whether the",
      "folder holds the files received. Ends 0 when it is, 3 when it is not."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand extends StageCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "A submission: its table files and manifest.json.")
  private @Nullable Path folder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "With FOLDER: where the page and CSVs go (default: ./concordat-report).")
  private Path out = Path.of("concordat-report");

  @Option(
      names = "--rejudge",
      paramLabel = "FILE",
      description = {
        "Judge the stored metrics of the month again under the thresholds in FILE and name what",
        "would change; no partner's data are opened and nothing is written."
      })
  private @Nullable Path rejudge;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "With FOLDER: your history.jsonl, which stands beside your page and receipts.")
  private @Nullable Path history;

  @Option(names = "--verify-receipt", paramLabel = "FILE", description = "A receipt to verify.")
  private @Nullable Path receipt;

  @Option(
      names = "--receipt-key",
      paramLabel = "FILE",
      description = "Public key to verify it with (default: receipt-key.pem beside the receipt).")
  private @Nullable Path receiptKey;

  @Override
  public Integer call() throws Exception {
    if (rejudge != null) {
      return rejudge(rejudge);
    }
    if (receipt != null) {
      ReceiptVerification answer = ReceiptVerification.of(receipt, receiptKey, folder);
      console().line(answer.words());
      return answer.isValid() ? 0 : Failures.HELD;
    }
    return folder == null ? super.call() : offline(folder);
  }

  private int rejudge(Path thresholds) throws IOException {
    if (folder != null) {
      throw new WrongRequestException(
          "--rejudge looks at stored metrics; it takes no FOLDER (use --lake and --month)");
    }
    if (!Files.isRegularFile(thresholds)) {
      throw new WrongRequestException("There are no thresholds " + thresholds);
    }
    if (!Files.isDirectory(options.lake())) {
      throw new WrongRequestException("There is no lake " + options.lake());
    }
    ReportingMonth month = options.month();
    try (LakeSession session = LakeSession.open(options.lake(), options.settings())) {
      Rejudgement.Result result =
          Rejudgement.of(session.spark(), session.lake(), month, thresholds);
      new RejudgeOutcome(month, result).show(console(), options.json);
    }
    return 0;
  }

  private int offline(Path submission) throws IOException {
    if (!Files.isDirectory(submission)) {
      throw new WrongRequestException("There is no folder " + submission);
    }
    if (options.dryRun) {
      console()
          .line(
              "Would judge "
                  + submission
                  + " and write to "
                  + out
                  + ". Dry run: nothing was written.");
      return 0;
    }
    new OfflineCheck(options.settings(), console()).judge(submission, history, options.cut(), out);
    return 0;
  }

  @Override
  void work(Stages stages) {
    stages.check();
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.CHECKED, Zone.FINDINGS, Zone.METRICS};
  }
}
