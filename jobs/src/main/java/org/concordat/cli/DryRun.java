package org.concordat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Lake;
import org.concordat.platform.Zone;

/** Says what a command would read and write, and writes nothing. */
final class DryRun {

  private final CommonOptions options;
  private final Console console;

  DryRun(CommonOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * @param zones zones the command would write
   * @throws WrongRequestException when the drop folder is missing and would be read
   */
  void show(Zone... zones) {
    Lake lake = Lake.at(options.lake().toAbsolutePath().normalize(), options.settings());
    if (List.of(zones).contains(Zone.LANDING)) {
      List<String> submissions = submissions(options.landing());
      console.line(
          submissions.size()
              + " submissions for "
              + options.month()
              + " in "
              + options.landing()
              + ":");
      submissions.forEach(submission -> console.line("  " + submission));
    }
    console.line("Would write to:");
    for (Zone zone : zones) {
      console.line("  " + zone.folder() + "  " + lake.place(zone));
    }
    console.line("Dry run: nothing was written.");
  }

  private List<String> submissions(Path root) {
    if (!Files.isDirectory(root)) {
      throw new WrongRequestException("There is no drop folder " + root + " (--landing)");
    }
    List<String> found = new ArrayList<>();
    for (Path family : Folders.foldersIn(root)) {
      for (Path organisation : Folders.foldersIn(family)) {
        Path month = organisation.resolve(options.month().toString());
        Folders.foldersIn(month).forEach(seq -> found.add(root.relativize(seq).toString()));
      }
    }
    return found;
  }
}
