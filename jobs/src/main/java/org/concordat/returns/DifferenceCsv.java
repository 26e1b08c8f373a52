package org.concordat.returns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.ContractCatalogue;
import org.concordat.schemas.TableContract;

/** A difference between returns as CSV, one line per cell and cause: contract return_difference. */
public final class DifferenceCsv {

  private static final String NOT_SPLIT = "not_split";

  private DifferenceCsv() {}

  /**
   * Writes a new file as a whole.
   *
   * @throws WrongRequestException unless it is a new one that ends with .csv and can be written
   */
  public static void write(ReturnDifference difference, Path file) {
    ExplanationCsv.requireNew(file);
    TableContract contract = ContractCatalogue.load().table("return_difference");
    Path draft = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.write(draft, ReturnCsv.table(contract, lines(difference)));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new WrongRequestException("Cannot write " + file, e);
    }
  }

  private static List<List<String>> lines(ReturnDifference difference) {
    List<List<String>> lines = new ArrayList<>();
    for (ReturnDifference.CellChange cell : difference.cells()) {
      if (cell.parts() == null) {
        lines.add(line(difference, cell, "", NOT_SPLIT, ""));
      } else {
        for (Map.Entry<Cause, Long> part : cell.parts().entrySet()) {
          lines.add(
              line(
                  difference,
                  cell,
                  Long.toString(cell.difference()),
                  part.getKey().code(),
                  part.getValue().toString()));
        }
      }
    }
    return lines;
  }

  private static List<String> line(
      ReturnDifference difference,
      ReturnDifference.CellChange cell,
      String change,
      String cause,
      String part) {
    return List.of(
        difference.before().name(),
        difference.after().name(),
        cell.breakdown(),
        cell.primary(),
        cell.primaryWords(),
        cell.secondary(),
        cell.secondaryWords(),
        cell.measure(),
        cell.name(),
        cell.valueA(),
        cell.valueB(),
        change,
        cause,
        part);
  }
}
