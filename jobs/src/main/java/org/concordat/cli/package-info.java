/**
 * The command line: parses requests, calls stages, prints what happened. The only place that writes
 * to standard output.
 */
@NullMarked
package org.concordat.cli;

import org.jspecify.annotations.NullMarked;
