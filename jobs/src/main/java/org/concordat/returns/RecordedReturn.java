package org.concordat.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.concordat.config.RecordedSettings;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.Lake;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * A version of a return as its manifest records it: what to make again, from what, with which
 * settings.
 */
public final class RecordedReturn {

  /**
   * One run of check.
   *
   * @param month its month, judged with the window before it
   * @param status cut of the months it judges
   */
  public record Judging(ReportingMonth month, String status) {}

  private final Lake lake;
  private final ReturnVersion version;
  private final MadeFrom madeFrom;
  private final EarlierMonths earlierMonths;

  private RecordedReturn(
      Lake lake, ReturnVersion version, MadeFrom madeFrom, EarlierMonths earlierMonths) {
    this.lake = lake;
    this.version = version;
    this.madeFrom = madeFrom;
    this.earlierMonths = earlierMonths;
  }

  /**
   * Reads a version.
   *
   * @param month null for the newest month with a return of the status
   * @param number null for the newest version
   * @throws WrongRequestException if there is no such version, or it does not say what it was made
   *     from
   */
  public static RecordedReturn read(
      Lake lake, @Nullable ReportingMonth month, String status, @Nullable Integer number) {
    ReturnVersion version = ReturnVersion.read(lake, month, ReturnStatus.of(status), number);
    MadeFrom madeFrom = version.manifest().inputs().madeFrom();
    if (madeFrom == null || madeFrom.earlierMonths() == null) {
      throw new WrongRequestException(
          "Cannot rebuild version %d of the %s return of %s: its manifest does not record what its marts were made from"
              .formatted(version.manifest().version(), status, version.month()));
    }
    return new RecordedReturn(lake, version, madeFrom, madeFrom.earlierMonths());
  }

  /** The newest versions of the last months with a return of a status, newest month first. */
  public static List<RecordedReturn> last(Lake lake, String status, int months) {
    List<ReportingMonth> there =
        new ArrayList<>(ReturnVersion.newest(lake, ReturnStatus.of(status)).keySet());
    List<RecordedReturn> last = new ArrayList<>();
    for (int i = there.size() - 1; i >= 0 && last.size() < months; i--) {
      last.add(read(lake, there.get(i), status, null));
    }
    if (last.isEmpty()) {
      throw new WrongRequestException(
          "There is no %s return in %s; run concordat run first"
              .formatted(status, ReturnFolder.zone(lake, ReturnStatus.of(status))));
    }
    return last;
  }

  public ReportingMonth month() {
    return version.month();
  }

  /** Word of the command line. */
  public String status() {
    return version.status().folder();
  }

  public int version() {
    return version.manifest().version();
  }

  /** Version of the code that made it. */
  public String code() {
    return version.manifest().versions().getOrDefault("code", "unknown");
  }

  /** Whether this program is of the version that made it. */
  boolean isOfThisCode() {
    return code().equals(CodeVersion.text());
  }

  MadeFrom madeFrom() {
    return madeFrom;
  }

  /** The version before it. */
  ReturnVersion before() {
    return ReturnVersion.read(lake, month(), version.status(), version() - 1);
  }

  /** What it read of earlier months. */
  EarlierMonths earlierMonths() {
    return earlierMonths;
  }

  ReturnManifest manifest() {
    return version.manifest();
  }

  /** Its figures as they lie in the lake. */
  ReturnVersion figures() {
    return version;
  }

  /** The same version of the lake it was made again in. */
  ReturnVersion madeAgain(Lake rebuilt) {
    return ReturnVersion.read(rebuilt, month(), version.status(), version());
  }

  /** Name of a file of the version. */
  String file(String end) {
    return ReturnFiles.stem(month(), version.status(), version()) + end;
  }

  /** Its protected files. */
  ReturnFolder open(Lake in) {
    return ReturnFolder.open(in, month(), version.status());
  }

  /** Its exact twin. */
  ReturnFolder raw(Lake in) {
    return ReturnFolder.raw(in, month(), version.status());
  }

  /**
   * Settings that make it again: those that were recorded, with the files of keys and of NHS
   * numbers of here.
   *
   * @throws WrongRequestException if settings of here name another key, or lack a file that was
   *     used
   */
  public Settings settings(Settings here) {
    Settings settings = RecordedSettings.applied(madeFrom.settings(), here);
    if (!settings.linkage().keyId().equals(here.linkage().keyId())) {
      throw new WrongRequestException(
          "Cannot rebuild: the return was made with the pseudonym key \"%s\", and the settings name \"%s\" (--config)"
              .formatted(settings.linkage().keyId(), here.linkage().keyId()));
    }
    Set<String> files = madeFrom.numberFiles().keySet();
    return settings
        .with()
        .linkage(
            settings
                .linkage()
                .withFiles(
                    used(files, "number_merges", here.linkage().numberMerges()),
                    used(files, "opt_outs", here.linkage().optOuts())))
        .done();
  }

  private static @Nullable String used(Set<String> recorded, String name, @Nullable String file) {
    if (!recorded.contains(name)) {
      return null;
    }
    return Optional.ofNullable(file)
        .orElseThrow(
            () ->
                new WrongRequestException(
                    "Cannot rebuild: the return was made with a file of linkage."
                        + name.replace('_', '-')
                        + "; name the same file in the settings (--config)"));
  }

  /**
   * The runs of check that judge its months again: later months first, whose contacts were looked
   * at, so that the last run settles the window of the return.
   */
  public List<Judging> judging() {
    List<Judging> runs = new ArrayList<>();
    String status = "";
    for (int i = madeFrom.months().size() - 1; i >= 0; i--) {
      MadeFrom.Month judged = madeFrom.months().get(i);
      boolean isLater = judged.month().compareTo(month()) > 0;
      if (judged.month().equals(month()) || (isLater && !judged.status().equals(status))) {
        runs.add(new Judging(judged.month(), judged.status()));
        status = judged.status();
      }
    }
    return runs;
  }

  /** Month that people were linked for last. */
  public ReportingMonth linkedMonth() {
    return madeFrom.linkedMonth();
  }

  /**
   * Puts all it was made from into an empty lake.
   *
   * @throws WrongRequestException naming what is not there any more or was changed
   */
  public void restore(Lake into) {
    new RecordedInputs(lake, this).restore(into);
  }

  /**
   * Puts what the return itself read of earlier months beside marts that were made again.
   *
   * @throws WrongRequestException naming what is not there any more or was changed
   */
  public void restoreEarlierMonths(Lake into) {
    new RecordedInputs(lake, this).restoreEarlierMonths(into);
  }

  /** Holds what was made again in a lake against what was recorded. */
  public RebuiltReturn compared(Lake rebuilt) {
    return RebuiltReturn.of(this, lake, rebuilt);
  }
}
