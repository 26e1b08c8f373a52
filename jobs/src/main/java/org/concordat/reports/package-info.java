/**
 * Writes a page for every partner and a national page from verdicts, findings, metrics and
 * measures.
 */
@NullMarked
package org.concordat.reports;

import org.jspecify.annotations.NullMarked;
