package org.concordat.sample;

import java.time.LocalDateTime;
import java.util.List;
import org.concordat.schemas.Family;

/** Every history of a trust, each told from its place alone, so that none needs to be kept. */
final class Histories {

  /** How many trusts send people to the independent provider. */
  private static final int SENDERS = 5;

  private static final int SENT_EVERY = 7;

  private final World world;
  private final CommunityHistories community;
  private final DetentionHistories detention = new DetentionHistories();

  Histories(World world) {
    this.world = world;
    this.community = new CommunityHistories(world.plan().extraContacts());
  }

  /** Histories that begin in a month at a trust, without those the police bring. */
  int count(Partner trust) {
    return trust.stories();
  }

  /** When the main event of a history happens. */
  LocalDateTime startOf(Partner trust, Dates.Period month, int story) {
    if (story == 0) {
      // The last night of the month: seen after midnight, so in the next month's file (trap 8).
      return month.end().atTime(23, 30, 12);
    }
    return Dates.momentIn(month, world.dice("start", trust.ordinal(), month.number(), story));
  }

  /** The history at a place, with the ids of the trust that owns it. */
  History at(Partner trust, Dates.Period month, int story) {
    return at(trust, trust, month, story);
  }

  /**
   * The history at a place of one trust, with the ids of another: what a trust that took a ward
   * over sends about the patients it found there (trap 13).
   */
  History at(Partner owner, Partner sender, Dates.Period month, int story) {
    Dice dice = world.dice("history", owner.ordinal(), month.number(), story);
    if (owner.isIndependent()) {
      return placement(owner, month, story, dice);
    }
    Person person = world.patient(owner, month.number(), story);
    History history = new History(person, sender, dice, startOf(owner, month, story), month);
    tell(history, Math.floorMod(story * 37 + 11, 100), story);
    sendAway(owner, month, story, history);
    return history;
  }

  private void tell(History history, int kind, int story) {
    if (story == 0 || kind < 28) {
      community.crisis(history);
    } else if (kind < 46) {
      community.liaison(history);
    } else if (kind < 64) {
      community.community(history);
    } else if (kind < 69) {
      community.otherCrisis(history);
    } else if (kind < 72) {
      community.urgentOther(history);
    } else if (kind < 76) {
      detention.informal(history);
    } else {
      tellDetention(history, kind);
    }
  }

  private void tellDetention(History history, int kind) {
    Dice dice = history.dice();
    switch (kind) {
      case 76, 77, 78 -> detention.section2OnAdmission(history, false);
      case 79 -> detention.section2OnAdmission(history, true);
      case 80, 81 -> detention.section2AfterAdmission(history);
      case 82 -> detention.holds(history, true);
      case 83 -> detention.holds(history, false);
      case 84 -> detention.section4(history);
      case 85, 86 -> detention.section3OnAdmission(history);
      case 87, 88 -> detention.renewal(history);
      case 89 -> detention.treatmentOrder(history);
      case 90 -> detention.recall(history, true);
      case 91 -> detention.recall(history, false);
      case 92 -> detention.criminalJustice(history);
      case 93 -> detention.hospitalOrder(history);
      case 94 -> detention.conditionalDischarge(history);
      case 95 -> detention.transfer(history);
      case 96 -> community.guardianship(history);
      case 97 -> new Placements(history).take(otherTrust(history), true, dice.percent(10));
      default ->
          detention.placeOfSafety(
              history,
              kind == 98 ? "20" : "19",
              history.start(),
              dice.pick(
                  "detained_hospital", "discharged_with_follow_up", "discharged_no_follow_up"));
    }
  }

  /** A history that begins because the police brought somebody to the trust's place of safety. */
  History brought(Partner trust, CrisisEvent event, Dates.Period month) {
    Dice dice = world.dice("brought", event.force().ordinal(), month.number(), event.number());
    LocalDateTime arrived = event.arrived().plusMinutes(dice.between(0, 12));
    History history =
        new History(event.person(), trust, dice, arrived, month).beganWith(event.id());
    detention.placeOfSafety(
        history, event.power().equals("s136") ? "20" : "19", arrived, event.outcome());
    return history;
  }

  private History placement(Partner provider, Dates.Period month, int story, Dice dice) {
    Partner sender = world.plan().partners(Family.MH).get(story % SENDERS);
    int senderStory = 2 + SENT_EVERY * (story / SENDERS);
    boolean isSent = !sender.isIndependent() && senderStory < sender.stories();
    Partner known = isSent ? sender : provider;
    int knownStory = isSent ? senderStory : story;
    Person person = world.patient(known, month.number(), knownStory);
    LocalDateTime start = startOf(known, month, knownStory).plusHours(isSent ? 5 : 0);
    History history = new History(person, provider, dice, start, month);
    if (story % 9 == 4) {
      detention.criminalJustice(history);
    } else {
      new Placements(history).take(sender.code(), story % 12 != 3, story % 15 == 2);
    }
    return history;
  }

  /** The sending trust's side of a placement: an onward referral (MHS105). */
  private void sendAway(Partner trust, Dates.Period month, int story, History history) {
    List<Partner> trusts = world.plan().partners(Family.MH);
    Partner receiver = trusts.stream().filter(Partner::isIndependent).findFirst().orElse(null);
    int sender = trusts.indexOf(trust);
    if (receiver == null || sender >= SENDERS || story % SENT_EVERY != 2) {
      return;
    }
    int place = SENDERS * ((story - 2) / SENT_EVERY) + sender;
    if (place >= receiver.stories() || place % 9 == 4) {
      return;
    }
    LocalDateTime sent = startOf(trust, month, story).plusHours(4);
    new Placements(history).send(receiver.code(), sent);
  }

  private String otherTrust(History history) {
    List<Partner> trusts = world.plan().partners(Family.MH);
    int here = trusts.indexOf(history.trust());
    return trusts.get((here + 2) % SENDERS).code();
  }
}
