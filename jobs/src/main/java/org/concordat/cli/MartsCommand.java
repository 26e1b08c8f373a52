package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Lake;
import org.concordat.platform.ObjectRoot;
import org.concordat.platform.Progress;
import org.concordat.platform.Zone;
import org.concordat.platform.objects.RemoteLake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "marts",
    description = "Make the three marts from checked and linked data.",
    mixinStandardHelpOptions = true)
final class MartsCommand extends StageCommand {

  @Option(
      names = "--path",
      description =
          "Make nothing: print where the version of the marts lies that readers follow, a folder or"
              + " s3://bucket/prefix, for other readers of Parquet.")
  private boolean path;

  @Override
  public Integer call() throws Exception {
    if (!path) {
      return super.call();
    }
    console().line(live(options.lake(), options.settings()));
    return 0;
  }

  private static String live(Path root, Settings settings) throws IOException {
    Lake lake = Lake.at(root.toAbsolutePath().normalize(), settings);
    ObjectRoot remote = lake.remote().get(Zone.MARTS);
    if (remote == null) {
      if (lake.tree(Zone.MARTS).liveVersion().isEmpty()) {
        throw none(lake.root(Zone.MARTS).toString());
      }
      return lake.tree(Zone.MARTS).liveFolder().toString();
    }
    try (RemoteLake there = RemoteLake.of(root, lake, settings, Progress.silent())) {
      String version = there.liveVersion(Zone.MARTS);
      if (version == null) {
        throw none(remote.toString());
      }
      return remote + "/versions/" + version;
    }
  }

  private static WrongRequestException none(String where) {
    return new WrongRequestException(
        "There are no marts in " + where + "; run concordat run first");
  }

  @Override
  void work(Stages stages) {
    stages.marts();
  }

  @Override
  Zone[] writes() {
    return new Zone[] {Zone.MARTS};
  }
}
