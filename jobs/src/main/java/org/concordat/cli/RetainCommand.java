package org.concordat.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;
import org.concordat.retention.Due;
import org.concordat.retention.Retention;
import org.concordat.schemas.RetentionPolicy;
import org.concordat.schemas.SubmissionCalendar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "retain",
    description = {
      "Say what the retention policy keeps no longer, and why; delete it only with --delete.",
      "Live versions, and what a return within its term was made from, always stay."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every deletion is recorded in runs/deletions.jsonl (docs/retention.md).",
      "Example: concordat retain --delete --authority \"Board minute 7 of 2028\" --by \"A. Name\""
    })
final class RetainCommand implements Callable<Integer> {

  @Mixin private final LakeOptions where = new LakeOptions();

  @Option(
      names = "--today",
      paramLabel = "yyyy-MM-dd",
      description = "Day that terms are held against (default: today in London).")
  private @Nullable String today;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Only this zone; may be given several times (default: all).")
  private List<String> zones = List.of();

  @Option(names = "--delete", description = "Delete what is due. Without it nothing is written.")
  private boolean delete;

  @Option(names = "--dry-run", description = "Only say what is due; the default.")
  private boolean dryRun;

  @Option(
      names = "--authority",
      paramLabel = "TEXT",
      description = "With --delete: who or what allows it; recorded.")
  private String authority = "";

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "With --delete: who asks for it; recorded.")
  private String by = "";

  @Option(names = "--json", description = "The outcome as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (delete && dryRun) {
      throw new WrongRequestException("Either --delete or --dry-run is wanted, not both");
    }
    Settings settings = where.settings();
    Set<Zone> wanted = wanted();
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
    if (!delete) {
      Lake there = ReadLake.all(where.root(), settings);
      show(console, retention(there, settings).due(wanted));
      return 0;
    }
    if (day().isAfter(LocalDate.now(SubmissionCalendar.ZONE))) {
      throw new WrongRequestException(
          "Cannot delete what is due on " + day() + " only: that day is still to come");
    }
    try (LakeSession session = LakeSession.open(where.root(), settings)) {
      List<Due> deleted = new ArrayList<>();
      session.publishing(
          () -> deleted.addAll(retention(session.lake(), settings).delete(wanted, authority, by)));
      show(console, deleted);
    }
    return 0;
  }

  private Retention retention(Lake in, Settings settings) {
    return new Retention(
        in, RetentionPolicy.load(), settings.check().windowMonths(), day(), Clock.systemUTC());
  }

  private LocalDate day() {
    try {
      return today == null ? LocalDate.now(SubmissionCalendar.ZONE) : LocalDate.parse(today);
    } catch (DateTimeParseException e) {
      throw new WrongRequestException(
          "--today: \"" + today + "\" is not a day such as 2028-10-01", e);
    }
  }

  private Set<Zone> wanted() {
    Set<Zone> wanted = EnumSet.noneOf(Zone.class);
    for (String name : zones) {
      wanted.add(
          EnumSet.allOf(Zone.class).stream()
              .filter(zone -> zone.folder().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new WrongRequestException(
                          "--zone: there is no zone \"" + name + "\" in the lake")));
    }
    return wanted.isEmpty() ? EnumSet.allOf(Zone.class) : wanted;
  }

  private void show(Console console, List<Due> dues) {
    if (json) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("today", day());
      outcome.put("deleted", delete);
      outcome.put("due", dues.stream().map(RetainCommand::asJson).toList());
      console.line(Json.text(outcome).stripTrailing());
      return;
    }
    List<List<String>> going = new ArrayList<>();
    List<List<String>> staying = new ArrayList<>();
    for (Due due : dues) {
      List<String> line =
          new ArrayList<>(
              List.of(
                  due.zone().folder(),
                  due.what(),
                  due.due().toString(),
                  Long.toString(due.files()),
                  String.format(Locale.ROOT, "%,d", due.bytes())));
      line.add(due.goes() ? due.line().words() : Objects.requireNonNull(due.neededBy()));
      (due.goes() ? going : staying).add(line);
    }
    if (going.isEmpty()) {
      console.line("Nothing is due on " + day() + ".");
    } else {
      console.line((delete ? "Deleted" : "Due") + " on " + day() + ":");
      console.table(List.of("zone", "what", "due", "files", "bytes", "policy"), going);
    }
    if (!staying.isEmpty()) {
      console.line("Kept beyond its term, because it is needed:");
      console.table(List.of("zone", "what", "due", "files", "bytes", "needed"), staying);
    }
    if (!delete) {
      console.line("Nothing was deleted; --delete, --authority and --by do that.");
    }
  }

  private static Map<String, Object> asJson(Due due) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("zone", due.zone().folder());
    line.put("what", due.what());
    line.put("policy", due.line().words());
    line.put("why", due.line().why());
    line.put("since", due.since());
    line.put("due", due.due());
    line.put("files", due.files());
    line.put("bytes", due.bytes());
    line.put("paths", due.paths().stream().map(Path::toString).toList());
    if (!due.goes()) {
      line.put("needed_by", due.neededBy());
    }
    return line;
  }
}
