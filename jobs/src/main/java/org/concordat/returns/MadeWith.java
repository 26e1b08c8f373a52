package org.concordat.returns;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concordat.schemas.AreaKind;
import org.jspecify.annotations.Nullable;

/**
 * Whether what two versions of a mart were made with differs, besides submissions.
 *
 * @param areas whether tables of areas differ; true as well where a return did not record them
 * @param code whether the program or the marts' SQL differ
 * @param stages whether what link made differs, which stands on what check made
 */
record MadeWith(boolean areas, boolean code, boolean stages) {

  private static final Set<String> AREAS =
      AreaKind.all().map(AreaKind::id).collect(Collectors.toUnmodifiableSet());

  /** Compares how two returns' version of a mart was made. */
  static MadeWith between(ReturnManifest before, ReturnManifest after, String mart) {
    SortedMap<String, String> one = madeFrom(before, mart);
    SortedMap<String, String> other = madeFrom(after, mart);
    boolean isRecorded = one != null && other != null;
    boolean isProgramChanged =
        !Objects.equals(before.versions().get("code"), after.versions().get("code"));
    return new MadeWith(
        !isRecorded || differs(one, other, AREAS),
        isProgramChanged || (isRecorded && differs(one, other, Set.of("code", "sql"))),
        isRecorded && differs(one, other, Set.of("linked")));
  }

  private static @Nullable SortedMap<String, String> madeFrom(
      ReturnManifest manifest, String mart) {
    ReturnInputs.MartMonth month = manifest.inputs().marts().get(mart);
    return month == null ? null : month.madeFrom();
  }

  private static boolean differs(
      @Nullable Map<String, String> one, @Nullable Map<String, String> other, Set<String> names) {
    return !only(one, names).equals(only(other, names));
  }

  private static Map<String, String> only(@Nullable Map<String, String> all, Set<String> names) {
    SortedMap<String, String> some = new TreeMap<>(all == null ? Map.of() : all);
    some.keySet().retainAll(names);
    return some;
  }
}
