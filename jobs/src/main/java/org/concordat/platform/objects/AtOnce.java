package org.concordat.platform.objects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends and fetches several objects at the same time. After a failure nothing more is started.
 *
 * @param width how many
 */
record AtOnce(int width) {

  /** One object's transfer. */
  @FunctionalInterface
  interface Transfer {
    void run() throws IOException;
  }

  /** Does all of it; the first failure is thrown once what runs has ended. */
  void run(List<Transfer> transfers) throws IOException {
    if (transfers.isEmpty()) {
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(width, transfers.size()));
    AtomicBoolean isOver = new AtomicBoolean();
    try {
      List<Future<Boolean>> all = new ArrayList<>();
      for (Transfer transfer : transfers) {
        all.add(pool.submit(() -> isDone(transfer, isOver)));
      }
      await(all);
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean isDone(Transfer transfer, AtomicBoolean isOver) throws IOException {
    boolean isDone = false;
    if (!isOver.get()) {
      try {
        transfer.run();
        isDone = true;
      } finally {
        if (!isDone) {
          isOver.set(true);
        }
      }
    }
    return isDone;
  }

  private static void await(List<Future<Boolean>> all) throws IOException {
    Throwable first = null;
    for (Future<Boolean> one : all) {
      try {
        one.get();
      } catch (ExecutionException e) {
        first = first == null ? e.getCause() : first;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while objects were on their way", e);
      }
    }
    if (first instanceof IOException e) {
      throw e;
    }
    if (first instanceof RuntimeException e) {
      throw e;
    }
    if (first != null) {
      throw new IllegalStateException("A transfer failed", first);
    }
  }
}
