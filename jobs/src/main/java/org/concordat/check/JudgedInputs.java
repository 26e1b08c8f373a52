package org.concordat.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.concordat.platform.Json;
import org.concordat.platform.VersionedTree;
import org.concordat.schemas.ReportingMonth;

/**
 * What a published month was made from, kept beside its findings: a month whose inputs are the same
 * is not judged again.
 *
 * @param fingerprint {@link MonthInputs#fingerprint()}
 * @param numbers what check found then
 */
record JudgedInputs(
    @JsonProperty("fingerprint") String fingerprint, @JsonProperty("numbers") CheckResult numbers) {

  private static final String TABLE = "inputs";
  private static final String FILE = "inputs.json";

  /** What the live findings of a month were made from. */
  static Optional<JudgedInputs> live(VersionedTree findings, ReportingMonth month) {
    Path file =
        findings.month(TABLE, month).map(folder -> folder.resolve(FILE)).orElse(Path.of(""));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readString(file), JudgedInputs.class));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  void write(VersionedTree.Draft findings, ReportingMonth month) {
    try {
      Json.write(findings.folder(TABLE, month).resolve(FILE), this);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the inputs of " + month, e);
    }
  }
}
