package org.concordat.sample;

/** What is written down beside the files while they are written. */
record Books(SeededFaults faults, OpenPeriods periods, TruthFile truth) {}
