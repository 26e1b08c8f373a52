package org.concordat.returns;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.EarlierFiles;
import org.concordat.platform.EarlierFiles.EarlierFile;
import org.concordat.platform.Folders;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;

/**
 * What is read of earlier months when a return is made: what readers know from their returns (D8,
 * D11), and the marts that say which organisations are small (D12).
 *
 * @param returns returns that were read, the newest month first; for a final return first the
 *     performance return of its own month, which it is compared with
 * @param marts files of the marts of up to 11 earlier months
 */
record EarlierMonths(List<EarlierReturn> returns, List<EarlierFile> marts) {

  /** Months before a return whose returns tell something of it. */
  private static final int MONTHS = 12;

  /**
   * One return. Of its exact twin no digest is told, from which figures could be guessed.
   *
   * @param status word of the command line
   * @param manifestSha256 digest of its public manifest, which holds those of its public files
   */
  record EarlierReturn(
      ReportingMonth month,
      String status,
      int version,
      @JsonProperty("manifest_sha256") String manifestSha256) {

    private static EarlierReturn of(Lake lake, ReportingMonth month, ReturnStatus status) {
      ReturnFolder open = ReturnFolder.open(lake, month, status);
      int version = open.latest();
      String stem = ReturnFiles.stem(month, status, version);
      return new EarlierReturn(
          month,
          status.folder(),
          version,
          new VersionCheck(stem, open.files(version)).manifestSha256());
    }

    /** Reads it, with its exact figures. */
    ReturnVersion read(Lake lake) {
      return ReturnVersion.read(lake, month, ReturnStatus.of(status), version);
    }

    private void restore(Lake from, Lake into) throws IOException {
      ReturnStatus cut = ReturnStatus.of(status);
      String stem = ReturnFiles.stem(month, cut, version);
      ReturnFolder open = ReturnFolder.open(from, month, cut);
      SortedMap<String, byte[]> files = open.files(version);
      if (files.isEmpty() || !hasExact(from, month, cut, version)) {
        throw new WrongRequestException(
            "Cannot rebuild: the return was protected beside version %d of the %s return of %s, of which %s no longer there"
                .formatted(
                    version,
                    status,
                    month,
                    files.isEmpty() ? "the files are" : "the exact twin is"));
      }
      try {
        new VersionCheck(stem, files).requireUnchanged(manifestSha256);
      } catch (GateHeldException e) {
        throw new WrongRequestException(
            "Cannot rebuild: the return was protected beside %s, which was changed since: %s"
                .formatted(stem, String.join("; ", e.reasons())),
            e);
      }
      Folders.copy(open.version(version), ReturnFolder.open(into, month, cut).version(version));
      Folders.copy(
          ReturnFolder.raw(from, month, cut).version(version),
          ReturnFolder.raw(into, month, cut).version(version));
    }
  }

  /** What is there now to make a return of a month with. */
  static EarlierMonths of(Lake lake, ReportingMonth month, ReturnStatus status) {
    List<EarlierReturn> returns = new ArrayList<>(told(lake, month, status));
    ofSameMonth(lake, month, status).ifPresent(one -> returns.add(0, one));
    return new EarlierMonths(
        returns, SmallOrganisations.earlierFiles(lake.tree(Zone.MARTS), month));
  }

  /** The newest performance return of the same month, beside which a final one is read. */
  static Optional<EarlierReturn> ofSameMonth(Lake lake, ReportingMonth month, ReturnStatus status) {
    return status == ReturnStatus.FINAL
        ? newest(lake, month, List.of(ReturnStatus.PERFORMANCE))
        : Optional.empty();
  }

  /**
   * The newest return of each of the 12 months before: of the same status, else the final, else the
   * performance one. One without an exact twin tells nothing that could be held against figures.
   */
  static List<EarlierReturn> told(Lake lake, ReportingMonth month, ReturnStatus status) {
    List<EarlierReturn> told = new ArrayList<>();
    for (int ago = 1; ago <= MONTHS; ago++) {
      newest(
              lake,
              month.plusMonths(-ago),
              Stream.of(status, ReturnStatus.FINAL, ReturnStatus.PERFORMANCE)
                  .filter(ReturnStatus::isPublishable)
                  .toList())
          .ifPresent(told::add);
    }
    return told;
  }

  private static Optional<EarlierReturn> newest(
      Lake lake, ReportingMonth month, List<ReturnStatus> statuses) {
    return statuses.stream()
        .filter(status -> ReturnFolder.open(lake, month, status).latest() > 0)
        .findFirst()
        .filter(
            status ->
                hasExact(lake, month, status, ReturnFolder.open(lake, month, status).latest()))
        .map(status -> EarlierReturn.of(lake, month, status));
  }

  private static boolean hasExact(
      Lake lake, ReportingMonth month, ReturnStatus status, int version) {
    Path folder = ReturnFolder.raw(lake, month, status).version(version);
    return Files.isRegularFile(
        folder.resolve(ReturnFiles.stem(month, status, version) + ReturnFiles.EXACT));
  }

  /**
   * Puts the same, and nothing else of earlier months, where a return is made again.
   *
   * @throws WrongRequestException naming what is not there any more or was changed
   */
  void restore(Lake from, Lake into) throws IOException {
    for (EarlierReturn one : returns) {
      one.restore(from, into);
    }
    EarlierFiles.restore(from, into, Zone.MARTS, marts, "recorded-events");
  }
}
