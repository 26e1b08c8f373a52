/**
 * The arithmetic of rates (rates.md): crude and directly standardised rates, their intervals, and
 * comparisons of groups. Plain numbers in, plain numbers out; knows neither marts nor files nor
 * disclosure control.
 *
 * <p>All rates are per 100,000. Sums run in the order in which cells are given; nothing is rounded
 * before {@link org.concordat.returns.rates.Rounded}.
 */
@NullMarked
package org.concordat.returns.rates;

import org.jspecify.annotations.NullMarked;
