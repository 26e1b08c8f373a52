package org.concordat.cli;

import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.ParquetEncryption;
import org.concordat.platform.objects.StoreFault;
import picocli.CommandLine;

/**
 * Turns what went wrong into one line and an exit code. Only our own exceptions are quoted: the
 * texts of others may hold a partner's values.
 */
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
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WrongRequestException) {
        command.getErr().println("concordat: " + cause.getMessage());
        return WRONG_REQUEST;
      }
      Optional<String> refusal = ParquetEncryption.refusal(cause);
      if (refusal.isPresent()) {
        command.getErr().println("concordat: " + refusal.get());
        return WRONG_REQUEST;
      }
      if (cause instanceof GateHeldException held) {
        command.getErr().println("concordat: " + held.getMessage());
        return HELD;
      }
      if (cause instanceof StoreFault) {
        command.getErr().println("concordat: " + cause.getMessage() + ". It is safe to run again.");
        return OURS;
      }
    }
    command
        .getErr()
        .println(
            "concordat: "
                + fault(failure)
                + " Nothing half-written is visible; it is safe to run again.");
    return OURS;
  }

  /** Whether a gate held the publication. */
  static boolean isHeld(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GateHeldException) {
        return true;
      }
    }
    return false;
  }

  /** What failed and where in our code, without the texts of other libraries. */
  private static String fault(Throwable failure) {
    StringBuilder text = new StringBuilder("this failed, and not because of the data sent:");
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(' ').append(cause.getClass().getSimpleName());
      if (cause instanceof SparkThrowable spark && spark.getErrorClass() != null) {
        text.append(" [").append(spark.getErrorClass()).append(']');
      }
      text.append(place(cause));
      text.append(cause.getCause() == null ? "." : ", caused by");
    }
    return text.toString();
  }

  private static String place(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().startsWith("org.concordat.")) {
        return " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }
}
