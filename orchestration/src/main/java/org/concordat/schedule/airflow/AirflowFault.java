package org.concordat.schedule.airflow;

import org.jspecify.annotations.Nullable;

/** Airflow is not there, too slow or broken; one clear line, exit code 1, safe to try again. */
public final class AirflowFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AirflowFault(String message) {
    super(message);
  }

  AirflowFault(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
