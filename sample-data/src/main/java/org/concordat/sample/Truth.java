package org.concordat.sample;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who and what a row is really about, whatever it says, and what was got wrong in it.
 *
 * @param person null where the row is about nobody known
 * @param event id of the {@link CrisisEvent} it tells of; empty where it tells of none
 * @param errors names of what was got wrong, in the order it happened
 */
record Truth(@Nullable Person person, String event, List<String> errors) {

  /** Of a row about nobody and nothing. */
  static final Truth NONE = new Truth(null, "", List.of());

  Truth {
    errors = List.copyOf(errors);
  }

  Truth about(Person who) {
    return new Truth(who, event, errors);
  }

  Truth partOf(String crisis) {
    return new Truth(person, crisis, errors);
  }

  Truth wrong(String error) {
    List<String> more = new ArrayList<>(errors);
    more.add(error);
    return new Truth(person, event, more);
  }
}
