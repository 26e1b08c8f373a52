package org.concordat.sample;

/** Where rows go: a submission, or a list in a test. */
@FunctionalInterface
interface RowSink {

  void write(Row row);
}
