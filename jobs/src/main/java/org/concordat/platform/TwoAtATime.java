package org.concordat.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs independent Spark jobs two at a time, so that one plans while the other computes. */
public final class TwoAtATime {

  private TwoAtATime() {}

  /** The results in the order of the work; the first failure is thrown once all have ended. */
  public static <T> List<T> run(List<Callable<T>> work) {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> one : pool.invokeAll(work)) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("One of two jobs side by side failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while two jobs ran side by side", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
