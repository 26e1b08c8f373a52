package org.concordat.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.ObjectRoot;
import org.concordat.platform.Zone;
import org.concordat.platform.objects.ObjectStore;
import org.concordat.platform.objects.S3Links;
import org.concordat.platform.objects.S3Store;
import org.concordat.platform.objects.StoredObject;
import org.concordat.schemas.Family;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "share",
    description = {
      "Print links with which a partner can read its own report of a month for a while: the page and"
          + " the files beside it, and nobody else's. For reports in a bucket of S3.",
      "Whoever has a link can read that file until the link runs out: send it as you would the"
          + " report. Links are printed here and written nowhere."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  concordat share --month 2026-09 --family MH --organisation RX4 --valid 24h --config settings.yaml"
    })
final class ShareCommand implements Callable<Integer> {

  private static final String PAGE = "index.html";
  private static final Pattern VALID = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

  @Option(
      names = "--month",
      required = true,
      paramLabel = "yyyy-MM",
      description = "The reporting month.")
  private String month;

  @Option(
      names = "--family",
      required = true,
      paramLabel = "FAMILY",
      description = "Family of the partner: MH, AM, PF, ED or UC.")
  private Family family;

  @Option(
      names = "--organisation",
      required = true,
      paramLabel = "CODE",
      description = "Code of the partner.")
  private String organisation;

  @Option(
      names = "--valid",
      paramLabel = "TIME",
      description =
          "How long, for example 90m, 24h or 3d; at most, and by default, object-store.link-hours of"
              + " the settings.")
  private @Nullable String valid;

  @Option(names = "--json", description = "The links as JSON.")
  private boolean json;

  @Mixin private final LakeOptions where = new LakeOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Settings settings = where.settings();
    Duration validity = validity(settings);
    Lake lake = where.lake(settings);
    String own = own();
    ObjectRoot reports = lake.remote().get(Zone.REPORTS);
    if (reports == null) {
      throw new WrongRequestException(
          "Reports lie in a folder, and links lead to a bucket of S3 only: hand over "
              + lake.root(Zone.REPORTS).resolve(own)
              + ", or set zones.reports to s3://bucket/prefix and run concordat reports");
    }
    Instant until = Clock.systemUTC().instant().plus(validity).truncatedTo(ChronoUnit.SECONDS);
    SortedMap<String, String> links = links(settings, reports, own, validity);
    print(links, until);
    return 0;
  }

  /** Folder of the partner's month in the zone; nothing of another partner starts like it. */
  private String own() {
    if (!organisation.matches("[A-Za-z0-9]{1,12}")) {
      throw new WrongRequestException("--organisation: \"" + organisation + "\" is no code");
    }
    return family.name() + "/" + organisation + "/" + GivenMonth.of(month) + "/";
  }

  private Duration validity(Settings settings) {
    Duration longest = Duration.ofHours(settings.objectStore().checked().linkHours());
    if (valid == null) {
      return longest;
    }
    Matcher given = VALID.matcher(valid);
    if (!given.matches()) {
      throw new WrongRequestException(
          "--valid: \"" + valid + "\" is no time such as 90m, 24h or 3d");
    }
    long number = Long.parseLong(given.group(1));
    Duration asked =
        switch (given.group(2)) {
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (asked.compareTo(longest) > 0) {
      throw new WrongRequestException(
          "--valid: "
              + valid
              + " is longer than "
              + longest.toHours()
              + "h, the longest that object-store.link-hours allows");
    }
    return asked;
  }

  private SortedMap<String, String> links(
      Settings settings, ObjectRoot reports, String own, Duration validity) throws IOException {
    List<String> files = new ArrayList<>();
    try (ObjectStore store = S3Store.of(reports.bucket(), settings, again -> {})) {
      String start = reports.key(own);
      for (StoredObject object : store.list(start)) {
        files.add(object.key().substring(start.length()));
      }
    }
    if (!files.contains(PAGE)) {
      throw new WrongRequestException(
          "There is no report of "
              + family
              + " "
              + organisation
              + " for "
              + month
              + " in "
              + reports
              + "; run concordat reports first");
    }
    SortedMap<String, String> links = new TreeMap<>();
    try (S3Links made = S3Links.of(settings)) {
      files.forEach(file -> links.put(file, made.link(reports, own + file, validity)));
    }
    return links;
  }

  private void print(SortedMap<String, String> links, Instant until) {
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
    if (json) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("valid_until", until.toString());
      outcome.put("links", links);
      console.line(Json.text(outcome).stripTrailing());
      return;
    }
    console.line("Valid until " + until + ". The page:");
    console.line(Objects.requireNonNull(links.get(PAGE)));
    console.line("The files it names, each by a link of its own:");
    links.forEach(
        (file, link) -> {
          if (!file.equals(PAGE)) {
            console.line(file + "  " + link);
          }
        });
  }
}
