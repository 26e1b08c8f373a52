package org.concordat.schedule.cli;

import org.concordat.schedule.airflow.AirflowFault;
import org.concordat.schedule.airflow.AlreadyThereException;
import org.concordat.schedule.airflow.WrongRequestException;
import picocli.CommandLine;

/** Turns what went wrong into one line and an exit code, as all of Concordat's commands do. */
final class Failures {

  static final int OURS = 1;
  static final int WRONG_REQUEST = 2;
  static final int HELD = 3;

  private Failures() {}

  static int wrongParameter(CommandLine.ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String reason =
        String.valueOf(failure.getMessage())
            .lines()
            .findFirst()
            .orElse("the request is not understood");
    command
        .getErr()
        .println(
            "concordat: "
                + reason
                + " (see "
                + command.getCommandSpec().qualifiedName()
                + " --help)");
    return WRONG_REQUEST;
  }

  static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (failure instanceof WrongRequestException || failure instanceof AlreadyThereException) {
      command.getErr().println("concordat: " + failure.getMessage());
      return WRONG_REQUEST;
    }
    if (failure instanceof AirflowFault) {
      command.getErr().println("concordat: " + failure.getMessage());
      return OURS;
    }
    command.getErr().println("concordat: this failed: " + trace(failure));
    return OURS;
  }

  /** What failed and where in our code, without the texts of other libraries. */
  private static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(text.isEmpty() ? "" : ", caused by ").append(cause.getClass().getSimpleName());
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (frame.getClassName().startsWith("org.concordat.")) {
          text.append(" at ").append(frame.getFileName()).append(':').append(frame.getLineNumber());
          break;
        }
      }
    }
    return text.toString();
  }
}
