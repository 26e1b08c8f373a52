/** Proofs with a real Airflow; they need Python 3.11 and take minutes. */
@NullMarked
package org.concordat.schedule.proofs;

import org.jspecify.annotations.NullMarked;
