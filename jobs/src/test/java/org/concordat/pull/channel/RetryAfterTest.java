package org.concordat.pull.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both forms of {@code Retry-After} in RFC 9110, 10.2.3, with its own examples. */
class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1999-12-31T23:59:00Z");

  @Test
  void seconds_and_a_date_are_read() {
    assertThat(RetryAfter.of("120", NOW)).contains(Duration.ofSeconds(120));
    assertThat(RetryAfter.of(" 0 ", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.of("Fri, 31 Dec 1999 23:59:59 GMT", NOW))
        .contains(Duration.ofSeconds(59));
    assertThat(RetryAfter.of("Fri, 31 Dec 1999 23:58:00 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void anything_else_is_as_if_it_were_not_there() {
    for (String text : new String[] {"", "soon", "-1", "1.5", "12345678901", "Fri, 31 Dec 1999"}) {
      assertThat(RetryAfter.of(text, NOW)).as(text).isEmpty();
    }
  }

  @Test
  void only_a_fault_that_another_attempt_may_mend_asks_to_wait() {
    ChannelFault busy = ChannelFault.ofStatus(503, "busy", null, Optional.of("7"));
    assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(busy).hasMessage("busy; it asks us to wait for 7 seconds");
    ChannelFault refused = ChannelFault.ofStatus(403, "refused", null, Optional.of("7"));
    assertThat(refused.retryAfter()).isEmpty();
    assertThat(refused).hasMessage("refused");
  }
}
