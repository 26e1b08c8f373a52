/**
 * What pull asks of every way in which a partner may send, and the answers a way can give. It knows
 * no protocol; each protocol has a package of its own beside this one.
 */
@NullMarked
package org.concordat.pull.channel;

import org.jspecify.annotations.NullMarked;
