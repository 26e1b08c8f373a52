package org.concordat.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.concordat.check.Inspection.InspectedFile;
import org.concordat.config.Settings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.platform.Delivery.DeliveredFile;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.Severity;
import org.concordat.schemas.SubmissionCalendar;

/**
 * Applies the file rules (FIL-001 to FIL-020 without FIL-015 and FIL-017) to deliveries: manifest,
 * names, bytes and headers, before anybody judges a row. Every rule is applied that can be, so that
 * one round trip finds everything; a partner's fault is a finding, never an exception.
 */
public final class FileInspection {

  private final QualityRules rules;
  private final ManifestRules manifestRules;
  private final SubmissionFileRules fileRules;
  private final Settings.Check settings;
  private final Deliveries deliveries;

  public FileInspection(
      ContractCatalogue contracts,
      QualityRules rules,
      Organisations organisations,
      SubmissionCalendar calendar,
      Settings settings,
      Deliveries deliveries) {
    this.rules = rules;
    this.manifestRules = new ManifestRules(rules, organisations, calendar);
    this.fileRules = new SubmissionFileRules(rules, contracts);
    this.settings = settings.check();
    this.deliveries = deliveries;
  }

  /** Inspects several deliveries, a few at a time; the answers come in the order asked. */
  public List<Inspection> inspect(List<Delivery> asked, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      List<Future<Inspection>> running = new ArrayList<>();
      for (Delivery delivery : asked) {
        running.add(pool.submit(() -> inspect(delivery)));
      }
      List<Inspection> inspections = new ArrayList<>();
      for (Future<Inspection> one : running) {
        inspections.add(one.get());
      }
      return inspections;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot inspect a delivery: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while inspecting deliveries", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * Inspects one delivery, in one pass over each of its files. One of {@link
   * Deliveries#conflicts()} is rejected for that alone.
   */
  public Inspection inspect(Delivery delivery) {
    Optional<Delivery> first =
        deliveries
            .find(delivery.family(), delivery.organisationCode(), delivery.month(), delivery.seq())
            .filter(before -> !before.submissionId().equals(delivery.submissionId()));
    if (first.isPresent()) {
      return conflict(first.get(), delivery);
    }
    SentManifest manifest;
    try {
      manifest = manifest(delivery);
    } catch (SentManifest.Unusable e) {
      Finding unusable = manifestRules.unusable(delivery, e.line(), e.reason());
      return new Inspection(delivery, null, List.of(unusable), List.of());
    }
    List<Finding> findings = new ArrayList<>(manifestRules.judge(delivery, manifest));
    List<TableFileRules> files = new ArrayList<>();
    List<InspectedFile> inspected = new ArrayList<>();
    for (SubmissionFileRules.Named named : fileRules.named(delivery, manifest, findings)) {
      Path object = deliveries.object(named.file().sha256());
      TableFileRules file =
          new TableFileRules(
              rules,
              settings,
              delivery,
              named.table(),
              named.resource(),
              named.file(),
              named.format());
      file.judge(object);
      files.add(file);
      inspected.add(file.inspected(object));
      findings.addAll(file.findings());
    }
    findings.addAll(fileRules.header(delivery, manifest, files));
    fileRules.period(delivery, files).ifPresent(findings::add);
    return settled(new Inspection(delivery, manifest, findings, inspected), files);
  }

  /**
   * A later delivery under a number used before with other content: rejected unread, whatever it
   * holds (FIL-016).
   */
  private Inspection conflict(Delivery first, Delivery later) {
    Finding finding =
        Finding.of(rules.rule("FIL-016"), later)
            .file(SentManifest.FILE)
            .value(later.seq())
            .words(Map.of("other", first.receivedAt().toString()))
            .build();
    return new Inspection(later, null, List.of(finding), List.of());
  }

  /**
   * A rejected submission costs all its rows, by its first rejection in order; and nobody else will
   * name its broken records.
   */
  private static Inspection settled(Inspection inspection, List<TableFileRules> files) {
    List<Finding> findings = new ArrayList<>(inspection.findings());
    List<BrokenRecords> broken = new ArrayList<>();
    if (inspection.isRejected()) {
      boolean isCounted = false;
      for (int i = 0; i < findings.size() && !isCounted; i++) {
        isCounted = findings.get(i).severity().equals(Severity.RF.name());
        if (isCounted) {
          findings.set(i, findings.get(i).withRowsLost(inspection.rows()));
        }
      }
      files.stream()
          .map(TableFileRules::brokenRecords)
          .filter(records -> records.count() > 0)
          .forEach(broken::add);
    }
    return new Inspection(
        inspection.delivery(),
        inspection.manifest(),
        List.copyOf(findings),
        inspection.files(),
        List.copyOf(broken));
  }

  private SentManifest manifest(Delivery delivery) throws SentManifest.Unusable {
    Optional<DeliveredFile> file =
        delivery.files().stream().filter(f -> f.path().equals(SentManifest.FILE)).findFirst();
    if (file.isEmpty()) {
      throw new SentManifest.Unusable(1, "there is no such file");
    }
    if (file.get().bytes() > SentManifest.LONGEST) {
      throw new SentManifest.Unusable(1, "it is longer than " + SentManifest.LONGEST + " bytes");
    }
    try {
      return SentManifest.read(Files.readAllBytes(deliveries.object(file.get().sha256())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the manifest of " + delivery.submissionId(), e);
    }
  }
}
