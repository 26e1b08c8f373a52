package org.concordat.marts.secondopinion;

import java.time.YearMonth;

/** One row of a trust's file: who sent it, in the file of which month. */
public interface SentRow {

  YearMonth month();

  String provider();
}
