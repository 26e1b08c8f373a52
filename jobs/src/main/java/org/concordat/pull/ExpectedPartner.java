package org.concordat.pull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.ChannelSettings;
import org.concordat.platform.Deliveries;
import org.concordat.platform.Delivery;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * One partner to be pulled, or waited for.
 *
 * @param family family of its submissions
 * @param organisation its code
 * @param channel what {@code pull --partner} takes to read it alone; null when it is expected and
 *     has no channel
 * @param expected whether the month's figures lack something without it (data-quality.md 3.7)
 */
public record ExpectedPartner(
    Family family, String organisation, @Nullable String channel, boolean expected) {

  /** Who is looked at, before it is known how it sends. */
  private record Known(ExpectationRegister register, Set<String> sentBefore, ReportingMonth month) {

    /** The register decides; who is not in it is expected when it sent in the window. */
    boolean isExpected(String sender) {
      Family family = Family.valueOf(sender.substring(0, 2));
      String organisation = sender.substring(3);
      return register.isKnown(organisation, family)
          ? register.isExpected(organisation, family, month)
          : sentBefore.contains(sender);
    }

    Set<String> expected() {
      Set<String> expected = new TreeSet<>();
      register.all().forEach(one -> expected.add(one.family() + "/" + one.organisationCode()));
      expected.addAll(sentBefore);
      expected.removeIf(sender -> !isExpected(sender));
      return expected;
    }
  }

  /**
   * Partners that send by a drop folder: the expected ones, and whoever has put something there.
   *
   * @param landing root of the landing zone, whether or not it is there
   * @param window months that a pull takes, the reporting month the last of them
   * @throws org.concordat.config.WrongRequestException when there is no such folder to read
   */
  public static List<ExpectedPartner> ofDropFolder(
      Path dropFolder, Path landing, List<ReportingMonth> window, ReportingMonth month) {
    Known known = new Known(ExpectationRegister.load(), sentBefore(landing, window), month);
    Set<String> senders = known.expected();
    new DropFolder(dropFolder)
        .submissions(new TreeSet<>(window))
        .forEach(submission -> senders.add(submission.sender()));
    SortedMap<String, List<String>> channels = new TreeMap<>();
    senders.forEach(sender -> channels.put(sender, List.of(sender)));
    return partners(channels, known);
  }

  /**
   * Partners that send by channels: whoever may send by one, and those expected that have none.
   *
   * @param channels channels by name
   * @param landing root of the landing zone, whether or not it is there
   * @param window months that a pull takes, the reporting month the last of them
   */
  public static List<ExpectedPartner> ofChannels(
      SortedMap<String, ChannelSettings> channels,
      Path landing,
      List<ReportingMonth> window,
      ReportingMonth month) {
    Known known = new Known(ExpectationRegister.load(), sentBefore(landing, window), month);
    SortedMap<String, List<String>> bySender = new TreeMap<>();
    known.expected().forEach(sender -> bySender.put(sender, new ArrayList<>()));
    for (Map.Entry<String, ChannelSettings> channel : channels.entrySet()) {
      for (String sender : channel.getValue().sends()) {
        bySender.computeIfAbsent(sender, s -> new ArrayList<>()).add(channel.getKey());
      }
    }
    return partners(bySender, known);
  }

  private static List<ExpectedPartner> partners(
      SortedMap<String, List<String>> channels, Known known) {
    List<ExpectedPartner> partners = new ArrayList<>();
    channels.forEach(
        (sender, some) -> {
          Family family = Family.valueOf(sender.substring(0, 2));
          String organisation = sender.substring(3);
          boolean expected = known.isExpected(sender);
          if (some.isEmpty()) {
            partners.add(new ExpectedPartner(family, organisation, null, expected));
          }
          some.forEach(
              channel ->
                  partners.add(new ExpectedPartner(family, organisation, channel, expected)));
        });
    partners.sort(
        Comparator.comparing(ExpectedPartner::family)
            .thenComparing(ExpectedPartner::organisation)
            .thenComparing(partner -> String.valueOf(partner.channel())));
    return List.copyOf(partners);
  }

  private static Set<String> sentBefore(Path landing, List<ReportingMonth> window) {
    Set<String> senders = new TreeSet<>();
    for (Delivery delivery : new Deliveries(landing).all()) {
      if (window.contains(delivery.month())) {
        senders.add(delivery.family() + "/" + delivery.organisationCode());
      }
    }
    return senders;
  }
}
