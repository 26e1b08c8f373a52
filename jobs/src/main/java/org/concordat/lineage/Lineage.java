package org.concordat.lineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CodeVersion;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Lake;
import org.concordat.platform.RunRecord;
import org.concordat.platform.Zone;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Tells a catalogue when a stage starts and how it ends, with what it read and wrote, in the form
 * of OpenLineage 2-0-2. It tells nobody unless settings name a file or an address, and whatever
 * goes wrong with it never fails a stage.
 */
public final class Lineage {

  private static final String EVENT =
      "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

  private final Lake lake;
  private final String namespace;
  private final Consumer<String> warning;
  private final Clock clock;
  private final Optional<ParentRun> parent;

  /** Null where nobody is told, which then costs nothing. */
  private final @Nullable Teller teller;

  private record Teller(EventSink sink, StageJobs jobs, Datasets datasets) {}

  private Lineage(
      Settings settings,
      Lake lake,
      Supplier<Sources> sources,
      Map<String, String> environment,
      Consumer<String> warning,
      Clock clock) {
    this.lake = lake;
    this.namespace = settings.lineage().namespace();
    this.warning = warning;
    this.clock = clock;
    this.parent = ParentRun.of(environment);
    this.teller = settings.lineage().sends() ? teller(settings, sources) : null;
  }

  private Teller teller(Settings settings, Supplier<Sources> sources) {
    ContractCatalogue contracts = ContractCatalogue.load();
    return new Teller(
        new EventSink(settings.lineage(), warning),
        new StageJobs(lake, contracts, sources),
        new Datasets(lake, contracts, namespace));
  }

  /**
   * @param sources what stages read that their run records do not say; asked for when needed
   * @param environment variables in which a scheduler names its own run
   * @param warning takes one line where events cannot be delivered
   * @throws WrongRequestException when the settings of lineage do not fit
   */
  public static Lineage of(
      Settings settings,
      Lake lake,
      Supplier<Sources> sources,
      Map<String, String> environment,
      Consumer<String> warning,
      Clock clock) {
    settings.lineage().checked();
    return new Lineage(settings, lake, sources, environment, warning, clock);
  }

  /** A stage starts. */
  public Begun begin(String stage, ReportingMonth month) {
    return new Begun(stage, month);
  }

  /** A stage that was told to have started; it ends once. */
  public final class Begun {

    private final String stage;
    private final ReportingMonth month;
    private final Instant start = clock.instant();
    private final UUID run;
    private boolean isEnded;

    private Begun(String stage, ReportingMonth month) {
      this.stage = stage;
      this.month = month;
      this.run = id(stage);
      safely(to -> to.sink().send(event("START", start, run, StageJobs.begun(stage), parent)));
    }

    /** Works as a part of the stage: where that fails, the stage has failed. */
    public <T extends @Nullable Object> T watch(Supplier<T> work) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        failed(e);
        throw e;
      }
    }

    /** The stage ended well. */
    public synchronized void completed() {
      if (isEnded) {
        return;
      }
      isEnded = true;
      safely(this::tellWhatWasMade);
    }

    private void tellWhatWasMade(Teller to) {
      RunRecord record = record();
      List<Job> all = to.jobs().ended(stage, month, record);
      Instant end = clock.instant();
      ParentRun within =
          new ParentRun(
              new ParentRun.Name(namespace, stage, run), parent.map(this::first).orElse(null));
      for (Job part : all.subList(1, all.size())) {
        UUID ofPart = id(part.name());
        to.sink().send(event("START", start, ofPart, part, Optional.of(within)));
        to.sink().send(made(to.datasets(), end, ofPart, part, Optional.of(within), record));
      }
      to.sink().send(made(to.datasets(), end, run, all.get(0), parent, record));
    }

    private ParentRun.Name first(ParentRun known) {
      ParentRun.Name root = known.root();
      return root == null ? known.immediate() : root;
    }

    /** The stage failed, or a gate held what it made. */
    public synchronized void failed(Throwable failure) {
      if (isEnded) {
        return;
      }
      isEnded = true;
      safely(
          to -> {
            ObjectNode event = event("FAIL", clock.instant(), run, StageJobs.begun(stage), parent);
            facets(event).set("errorMessage", Facets.error(reason(failure)));
            to.sink().send(event);
          });
    }

    /** The same job never has two runs of one id: the start is part of it. */
    private UUID id(String job) {
      String text =
          String.join(
              "\n", namespace, job, month.toString(), lake.root(Zone.RUNS).toString(), "" + start);
      return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable RunRecord record() {
      return RunRecord.of(lake.root(Zone.RUNS), stage).stream()
          .filter(record -> record.month().equals(month))
          .filter(record -> !record.startedAt().isBefore(start))
          .max(Comparator.comparing(RunRecord::startedAt))
          .orElse(null);
    }

    private ObjectNode made(
        Datasets datasets,
        Instant end,
        UUID ofJob,
        Job job,
        Optional<ParentRun> within,
        @Nullable RunRecord record) {
      ObjectNode event = event("COMPLETE", end, ofJob, job, within);
      if (record != null) {
        SortedMap<String, String> tags = new TreeMap<>();
        record.versions().forEach((name, version) -> tags.put("version." + name, version));
        tags.put("run_id", record.runId());
        facets(event).set("tags", Facets.tags(tags));
      }
      ArrayNode inputs = event.putArray("inputs");
      job.inputs().forEach(name -> inputs.add(datasets.input(name, month, record)));
      ArrayNode outputs = event.putArray("outputs");
      job.outputs().forEach(name -> outputs.add(datasets.output(name, month, record)));
      return event;
    }

    private ObjectNode event(
        String type, Instant time, UUID ofJob, Job job, Optional<ParentRun> within) {
      ObjectNode event = JsonNodeFactory.instance.objectNode();
      event.put("eventType", type).put("eventTime", time.toString());
      event.put("producer", Facets.PRODUCER).put("schemaURL", EVENT);
      ObjectNode facets = event.putObject("run").put("runId", ofJob.toString()).putObject("facets");
      facets.set("nominalTime", Facets.nominalTime(month));
      facets.set("processing_engine", Facets.engine("concordat", CodeVersion.text()));
      within.ifPresent(by -> facets.set("parent", Facets.parent(by)));
      ObjectNode ofTheJob =
          event
              .putObject("job")
              .put("namespace", namespace)
              .put("name", job.name())
              .putObject("facets");
      ofTheJob.set("jobType", Facets.jobType(job.kind()));
      ofTheJob.set("documentation", Facets.jobDescription(job.description()));
      String sql = job.sql();
      if (sql != null) {
        ofTheJob.set("sql", Facets.sql(sql));
      }
      event.putArray("inputs");
      event.putArray("outputs");
      return event;
    }
  }

  private static ObjectNode facets(ObjectNode event) {
    return (ObjectNode) event.get("run").get("facets");
  }

  /** Only texts of our own are quoted: those of others may hold a partner's values. */
  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WrongRequestException || cause instanceof GateHeldException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return failure.getClass().getSimpleName();
  }

  private void safely(Consumer<Teller> telling) {
    if (teller == null) {
      return;
    }
    try {
      telling.accept(teller);
    } catch (RuntimeException e) {
      warning.accept("no lineage of this stage: " + e.getClass().getSimpleName());
    }
  }
}
