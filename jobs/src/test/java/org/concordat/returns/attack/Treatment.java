package org.concordat.returns.attack;

import java.util.Map;

/** Disclosure control as the attacker sees it: true figures in, published texts out. */
@FunctionalInterface
interface Treatment {

  /** The text of every cell of a world: its number, exact or rounded as D2 and D6 say, or `*`. */
  Map<Key, String> publish(World world);

  /** Whether it says in public that an England 0 is always printed (D6). */
  default boolean printsEnglandNoughts() {
    return true;
  }
}
