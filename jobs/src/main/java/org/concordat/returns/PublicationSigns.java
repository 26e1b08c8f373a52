package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ReportingMonth;

/**
 * What readers see of a return's life beside its versions: the small file {@code published} that
 * names the version to read, and a plain notice beside each version that was superseded or
 * withdrawn. They follow from the record of steps and are made again from it.
 */
final class PublicationSigns {

  static final String POINTER = "published";

  private static final Pattern NAMED = Pattern.compile("version: ([0-9]{1,9})\n.*", Pattern.DOTALL);

  private final ReportingMonth month;
  private final ReturnStatus status;
  private final ReturnFolder folder;

  PublicationSigns(ReportingMonth month, ReturnStatus status, ReturnFolder folder) {
    this.month = month;
    this.status = status;
    this.folder = folder;
  }

  /**
   * The record may be ahead of the signs, when a step was broken off between them, but never
   * behind.
   *
   * @throws WrongRequestException if a version is named that was never published by the record
   */
  void requireFitting(LifecycleLog log) {
    if (!Files.isRegularFile(pointer())) {
      return;
    }
    Matcher named = NAMED.matcher(text(pointer()));
    if (!named.matches() || !log.state(Integer.parseInt(named.group(1))).wasPublished()) {
      throw new WrongRequestException(
          "%s does not fit %s: one of them was changed; put both back from a copy"
              .formatted(pointer(), log.file()));
    }
  }

  /** Makes the signs say what the record says; what says so already is left alone. */
  void settle(LifecycleLog log) {
    Optional<LifecycleStep> shown =
        folder.versions().stream()
            .filter(version -> log.state(version) == ReturnState.PUBLISHED)
            .map(version -> last(log, version))
            .findFirst();
    if (shown.isPresent()) {
      write(pointer(), pointerText(shown.get()));
    } else {
      remove(pointer());
    }
    for (int version : folder.versions()) {
      ReturnState state = log.state(version);
      if (state == ReturnState.SUPERSEDED || state == ReturnState.WITHDRAWN) {
        String name = "v" + version + "." + state.word().toUpperCase(Locale.ROOT) + ".txt";
        write(folder.folder().resolve(name), notice(last(log, version)));
      }
    }
  }

  private static LifecycleStep last(LifecycleLog log, int version) {
    List<LifecycleStep> steps = log.of(version);
    return steps.get(steps.size() - 1);
  }

  private String pointerText(LifecycleStep step) {
    return """
        version: %d
        folder: v%d
        manifest: %s
        sha256: %s
        """
        .formatted(
            step.version(),
            step.version(),
            ReturnFiles.stem(month, status, step.version()) + ReturnFiles.MANIFEST,
            step.manifestSha256());
  }

  /** For readers: what, when and why; who decided it stands in the record. */
  private String notice(LifecycleStep step) {
    return """
        Crisis return, %s, %s: version %d was %s on %s.
        %s
        The files of version %d stay as they were; do not use them for new work.
        """
        .formatted(
            month,
            status.published(),
            step.version(),
            step.state().word(),
            step.at(),
            step.note() == null ? "No reason was given." : step.note(),
            step.version());
  }

  private Path pointer() {
    return folder.folder().resolve(POINTER);
  }

  private static void write(Path file, String text) {
    if (!Files.isRegularFile(file) || !text(file).equals(text)) {
      LifecycleLog.replace(file, text);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + file, e);
    }
  }
}
