package org.concordat.schedule.airflow;

/** The caller asked for something that cannot be done; one clear line, exit code 2. */
public final class WrongRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WrongRequestException(String message) {
    super(message);
  }

  public WrongRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
