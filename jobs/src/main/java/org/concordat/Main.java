package org.concordat;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.concordat.cli.ConcordatCommand;

/** Starts the command line; the only place that ends the process. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
    PrintWriter err =
        new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
    System.exit(ConcordatCommand.execute(out, err, arguments));
  }
}
