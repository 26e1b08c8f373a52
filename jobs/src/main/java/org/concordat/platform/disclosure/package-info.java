/**
 * Disclosure control of everything that leaves: which figures are hidden or rounded, and the attack
 * that proves that no hidden one can be narrowed (returns-and-disclosure.md 3). Knows figures and
 * how they add up, not what they count; plain Java without an engine.
 */
@NullMarked
package org.concordat.platform.disclosure;

import org.jspecify.annotations.NullMarked;
