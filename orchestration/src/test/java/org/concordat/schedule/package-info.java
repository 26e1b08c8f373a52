/** Tests of the commands of schedule; Airflow is a small HTTP server here. */
@NullMarked
package org.concordat.schedule;

import org.jspecify.annotations.NullMarked;
