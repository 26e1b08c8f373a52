package org.concordat.platform;

import java.util.Locale;

/** The parts of the lake; each is a root of its own that can lie elsewhere. */
public enum Zone {
  LANDING,
  REFERENCE,
  CHECKED,
  FINDINGS,
  METRICS,
  LINKED,
  MARTS,
  RETURNS,
  RAW,
  REPORTS,
  RUNS;

  /** Folder and settings name. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
