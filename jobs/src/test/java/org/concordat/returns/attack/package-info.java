/**
 * An outsider who reads published returns and works out what they hide. Written apart from the
 * treatment it judges and knowing nothing of it: only the rules of returns-and-disclosure.md, the
 * published files and the public lists of measures. Must not use anything of the stage returns.
 */
@NullMarked
package org.concordat.returns.attack;

import org.jspecify.annotations.NullMarked;
