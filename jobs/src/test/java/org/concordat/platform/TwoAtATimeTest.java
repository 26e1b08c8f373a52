package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TwoAtATimeTest {

  private final Queue<String> ended = new ConcurrentLinkedQueue<>();

  @Test
  void a_step_starts_when_all_it_waits_for_have_ended() {
    TwoAtATime.runInOrder(
        List.of(step("mart", "shared", "other"), step("shared", "other"), step("other")));

    assertThat(ended).containsExactly("other", "shared", "mart");
  }

  @Test
  void steps_that_wait_for_nothing_run_side_by_side() {
    CountDownLatch both = new CountDownLatch(2);
    Runnable meet =
        () -> {
          both.countDown();
          try {
            ended.add(both.await(30, TimeUnit.SECONDS) ? "met" : "alone");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    TwoAtATime.runInOrder(
        List.of(
            new TwoAtATime.Step("one", Set.of(), meet),
            new TwoAtATime.Step("other", Set.of(), meet)));

    assertThat(ended).containsExactly("met", "met");
  }

  @Test
  void after_a_failure_nothing_more_is_started() {
    TwoAtATime.Step failing =
        new TwoAtATime.Step(
            "failing",
            Set.of(),
            () -> {
              throw new IllegalStateException("held");
            });

    assertThatThrownBy(() -> TwoAtATime.runInOrder(List.of(failing, step("after", "failing"))))
        .hasMessage("held");
    assertThat(ended).isEmpty();
  }

  @Test
  void a_step_that_waits_for_what_is_not_there_is_a_mistake() {
    assertThatThrownBy(() -> TwoAtATime.runInOrder(List.of(step("mart", "missing"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mart");
  }

  private TwoAtATime.Step step(String name, String... after) {
    return new TwoAtATime.Step(name, Set.of(after), () -> ended.add(name));
  }
}
