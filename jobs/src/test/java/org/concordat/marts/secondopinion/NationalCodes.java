package org.concordat.marts.secondopinion;

import java.util.HashMap;
import java.util.Map;
import org.concordat.schemas.CodeLists;
import org.jspecify.annotations.Nullable;

/** What codes that trusts send are counted as. */
final class NationalCodes {

  private static final String UNLISTED = "-1";
  private static final String UNKNOWN = "UNKNOWN";

  private final Map<String, Map<String, String>> legalStatuses;
  private final Map<String, String> bedTypes = new HashMap<>();

  NationalCodes() {
    CodeLists lists = CodeLists.load();
    legalStatuses = lists.list("legal_status").rows();
    lists.list("bed_type").codes().forEach(code -> bedTypes.put(code, code));
    lists
        .list("bed_type_v5_to_v6")
        .rows()
        .forEach(
            (code, row) ->
                bedTypes.put(code, row.getOrDefault("v6_code_used_in_oaps_publication", UNKNOWN)));
  }

  /** NHSDLegalStatus (trust-data.md 3): a code not valid in version 6 becomes -1. */
  @Nullable String legalStatus(@Nullable String sent) {
    Map<String, String> row = sent == null ? null : legalStatuses.get(sent);
    if (sent == null || (row != null && "Y".equals(row.get("valid_in_v6")))) {
      return sent;
    }
    return UNLISTED;
  }

  /** Bed type behind a three-digit code, or behind the two-digit one of earlier versions. */
  String bedType(@Nullable String sent) {
    return sent == null ? UNKNOWN : bedTypes.getOrDefault(sent, UNKNOWN);
  }
}
