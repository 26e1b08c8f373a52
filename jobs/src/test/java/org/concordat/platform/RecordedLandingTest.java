package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.CountedMonth.Received;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedLandingTest {

  @TempDir private Path folder;

  @Test
  void only_what_was_recorded_is_copied_byte_for_byte() throws IOException {
    Delivery first = delivered("001", "one");
    Delivery late = delivered("002", "two");
    Path into = folder.resolve("into");
    new RecordedLanding(landing()).copy(List.of(Received.of(first)), into);

    Deliveries there = new Deliveries(into);
    assertThat(there.all()).containsExactly(first);
    assertThat(there.object(first.files().get(0).sha256())).hasContent("one");
    assertThat(there.object(late.files().get(0).sha256())).doesNotExist();
  }

  @Test
  void a_later_delivery_under_a_number_used_before_stays_one() throws IOException {
    Delivery first = delivered("001", "one");
    Delivery conflict = delivery("001", "two", "PF-10-2026-09-001-later");
    new LandingStore(landing()).noteConflict(conflict);
    Path into = folder.resolve("into");
    new RecordedLanding(landing()).copy(List.of(Received.of(first), Received.of(conflict)), into);

    assertThat(new Deliveries(into).all()).containsExactly(first);
    assertThat(new Deliveries(into).conflicts()).containsExactly(conflict);
  }

  @Test
  void a_missing_object_a_changed_one_and_a_changed_delivery_are_refused_by_name()
      throws IOException {
    Delivery delivery = delivered("001", "one");
    Path object = new Deliveries(landing()).object(delivery.files().get(0).sha256());
    Files.writeString(object, "One");
    refused("the bytes of the object " + object + " (crisis.csv of PF-10-2026-09-001)", delivery);
    Files.delete(object);
    refused("no longer holds the object " + object, delivery);
    Delivery other =
        new Delivery(
            delivery.submissionId(),
            delivery.family(),
            delivery.organisationCode(),
            delivery.month(),
            delivery.seq(),
            delivery.sender(),
            delivery.receivedAt().plusSeconds(1),
            delivery.channel(),
            delivery.invented(),
            delivery.files());
    refused("the delivery PF-10-2026-09-001 that was recorded", other);
  }

  private void refused(String words, Delivery wanted) {
    assertThatExceptionOfType(WrongRequestException.class)
        .isThrownBy(
            () ->
                new RecordedLanding(landing())
                    .copy(List.of(Received.of(wanted)), folder.resolve("refused")))
        .withMessageContaining(words)
        .withMessageNotContaining("\n");
  }

  private Path landing() {
    return folder.resolve("landing");
  }

  private Delivery delivered(String seq, String bytes) throws IOException {
    Delivery delivery = delivery(seq, bytes, "PF-10-2026-09-" + seq);
    new LandingStore(landing()).deliver(delivery);
    return delivery;
  }

  private Delivery delivery(String seq, String bytes, String id) throws IOException {
    Path file = Files.writeString(folder.resolve("crisis.csv"), bytes);
    return new Delivery(
        id,
        Family.PF,
        "10",
        ReportingMonth.of("2026-09"),
        seq,
        "10",
        Instant.parse("2026-10-12T09:14:03Z"),
        "folder",
        true,
        List.of(new LandingStore(landing()).put(file, "crisis.csv")));
  }
}
