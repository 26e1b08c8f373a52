package org.concordat.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a month is sent again after its performance cut (submission-and-validation 2.3, rule 4): one
 * of four reasons, the last with words of the sender's own. Letters' case, hyphens and underscores
 * make no difference.
 */
enum ResubmissionReason {
  NEW_SUBMITTER("new submitter"),
  SOURCE_SYSTEM_FAULT("source system fault"),
  KNOCK_ON("knock-on from another month"),
  OTHER("other");

  private final String code;

  ResubmissionReason(String code) {
    this.code = code;
  }

  /**
   * What is wrong with a manifest's {@code resubmission_reason}; empty when it is one of the
   * reasons.
   *
   * @param sent as sent, empty when blank
   */
  static Optional<String> fault(String sent) {
    if (sent.isBlank()) {
      return Optional.of("is blank");
    }
    int colon = sent.indexOf(':');
    String words = plain(colon < 0 ? sent : sent.substring(0, colon));
    Optional<ResubmissionReason> known =
        Arrays.stream(values()).filter(reason -> plain(reason.code).equals(words)).findFirst();
    if (known.isEmpty()) {
      return Optional.of(
          "is none of "
              + Arrays.stream(values())
                  .map(reason -> '"' + reason.code + '"')
                  .collect(Collectors.joining(", ")));
    }
    boolean isUnexplained =
        known.get() == OTHER && (colon < 0 || sent.substring(colon + 1).isBlank());
    return isUnexplained
        ? Optional.of("is \"other\" without words after a colon")
        : Optional.empty();
  }

  private static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
  }
}
