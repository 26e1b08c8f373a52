package org.concordat.schemas;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose job it is to put a fault right, by kind of fault and, where a rule differs, by rule
 * (data-quality.md 6, part 2); read from {@code fault-jobs/fault-jobs.yaml}.
 */
public final class FaultJobs {

  private static final String FILE = "fault-jobs.yaml";

  /** Who puts a fault right. */
  public enum Job {
    /** Somebody looks into the record. */
    CLERICAL("Records staff"),
    /** The supplier's software sends it wrongly. */
    SYSTEM("System supplier"),
    /** A local code or column stands for no national one. */
    MAPPING("Code mapping");

    private final String words;

    Job(String words) {
      this.words = words;
    }

    /** Whose job, for a page. */
    public String words() {
      return words;
    }

    static Job of(String what, String text) {
      for (Job job : values()) {
        if (job.name().equalsIgnoreCase(text)) {
          return job;
        }
      }
      throw new IllegalArgumentException(
          FILE + ": " + what + " needs a job: clerical, system or mapping");
    }
  }

  /** One kind of fault. */
  private record OfCategory(String category, String job, String note) {}

  /** One rule that differs from its kind. */
  private record OfRule(String rule, String job, String note) {}

  private record Lists(List<OfCategory> categories, List<OfRule> rules) {}

  private final Map<String, Job> byCategory = new HashMap<>();
  private final Map<String, Job> byRule = new HashMap<>();

  private FaultJobs(Lists lists) {
    for (OfCategory of : lists.categories()) {
      put(byCategory, of.category(), of.job(), of.note());
    }
    for (OfRule of : lists.rules()) {
      put(byRule, of.rule(), of.job(), of.note());
    }
  }

  private static void put(Map<String, Job> jobs, String what, String job, String note) {
    if (note == null || note.isBlank()) {
      throw new IllegalArgumentException(FILE + ": " + what + " needs a note that says why");
    }
    if (jobs.put(what, Job.of(what, job)) != null) {
      throw new IllegalArgumentException(FILE + ": " + what + " stands there twice");
    }
  }

  /**
   * Reads the lists of this module.
   *
   * @throws IllegalArgumentException when an entry has no known job or no note, or stands there
   *     twice
   */
  public static FaultJobs load() {
    return read(ResourceFolder.texts("fault-jobs", ".yaml").getOrDefault(FILE, ""));
  }

  static FaultJobs read(String text) {
    return new FaultJobs(StrictYaml.read("fault-jobs/" + FILE, text, new TypeReference<>() {}));
  }

  /**
   * Whose job the faults of a rule are; empty for a kind of fault that the list does not have.
   *
   * @param category kind of fault, as messages name it
   */
  public Optional<Job> of(String ruleId, String category) {
    Job job = byRule.get(ruleId);
    return Optional.ofNullable(job == null ? byCategory.get(category) : job);
  }
}
