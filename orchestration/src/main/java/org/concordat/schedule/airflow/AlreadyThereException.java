package org.concordat.schedule.airflow;

/** Airflow has what was to be made; to those who only want it to be there, that is no fault. */
public final class AlreadyThereException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AlreadyThereException(String message) {
    super(message);
  }
}
