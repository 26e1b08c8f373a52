package org.concordat.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs independent Spark jobs two at a time, so that one plans while the other computes. */
public final class TwoAtATime {

  private static final int SIDE_BY_SIDE = 2;

  private TwoAtATime() {}

  /**
   * Work that waits for other work.
   *
   * @param name tells it from the others
   * @param after names of the work that must have ended before it starts
   */
  public record Step(String name, Set<String> after, Runnable work) {

    public Step {
      after = Set.copyOf(after);
    }
  }

  /** The results in the order of the work; the first failure is thrown once all have ended. */
  public static <T> List<T> run(List<Callable<T>> work) {
    ExecutorService pool = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> one : pool.invokeAll(work)) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * Starts each step as soon as all it waits for have ended; of several that could start, the first
   * of the list does. After a failure nothing more is started, and the failure is thrown once what
   * runs has ended.
   *
   * @throws IllegalArgumentException when a step waits for one that is not there or for itself
   */
  public static void runInOrder(List<Step> steps) {
    Map<String, Step> waiting = new LinkedHashMap<>();
    steps.forEach(step -> waiting.put(step.name(), step));
    ExecutorService pool = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    CompletionService<String> running = new ExecutorCompletionService<>(pool);
    Set<String> ended = new HashSet<>();
    int started = 0;
    try {
      while (ended.size() < steps.size()) {
        while (started - ended.size() < SIDE_BY_SIDE && start(waiting, ended, running)) {
          started++;
        }
        if (started == ended.size()) {
          throw new IllegalArgumentException("Steps wait for what never ends: " + waiting.keySet());
        }
        ended.add(running.take().get());
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      end(pool);
    }
  }

  private static void end(ExecutorService pool) {
    pool.shutdown();
    try {
      while (!pool.awaitTermination(1, TimeUnit.HOURS)) {
        continue;
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static boolean start(
      Map<String, Step> waiting, Set<String> ended, CompletionService<String> running) {
    for (Step step : waiting.values()) {
      if (ended.containsAll(step.after())) {
        waiting.remove(step.name());
        running.submit(step.work(), step.name());
        return true;
      }
    }
    return false;
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("One of two jobs side by side failed", e.getCause());
  }

  private static RuntimeException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while two jobs ran side by side", e);
  }
}
