package org.concordat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.concordat.config.ChannelSettings;
import org.concordat.config.ChannelsFile;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.Folders;
import org.concordat.platform.Json;
import org.concordat.platform.Lake;
import org.concordat.platform.objects.AccessPolicies;
import org.concordat.schemas.ExpectationRegister;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "deploy-policies",
    description = {
      "Write the policies of AWS for a lake in buckets: one per bucket (TLS and the key only), one per"
          + " class of zones, one per partner for its own reports and inbox.",
      "They are JSON to be looked at and deployed by whoever runs the account; nothing is deployed."
    },
    mixinStandardHelpOptions = true)
final class DeployPoliciesCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write; it must be new or empty.")
  private Path out;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Settings in YAML, with zones as s3://bucket/prefix and object-store.kms-key.")
  private Path config;

  @Option(
      names = "--channels",
      paramLabel = "FILE",
      description = "Partners' channels in YAML (default: the setting pull.channels).")
  private @Nullable Path channels;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Settings settings = Settings.read(config);
    boolean isFile = Files.exists(out) && !Files.isDirectory(out);
    if (isFile || !Folders.filesBelow(out).isEmpty() || !Folders.foldersIn(out).isEmpty()) {
      throw new WrongRequestException("Cannot write to " + out + ": it must be new or empty");
    }
    TreeSet<String> partners = new TreeSet<>();
    ExpectationRegister.load()
        .all()
        .forEach(one -> partners.add(one.family() + "/" + one.organisationCode()));
    SortedMap<String, Map<String, Object>> documents =
        new AccessPolicies(
                Lake.at(out, settings).remote(),
                settings.objectStore().checked().kmsKey(),
                channels(settings))
            .documents(partners);
    for (Map.Entry<String, Map<String, Object>> one : documents.entrySet()) {
      Path file = out.resolve(one.getKey());
      Json.write(file, one.getValue());
      spec.commandLine().getOut().println(file);
    }
    return 0;
  }

  private SortedMap<String, ChannelSettings> channels(Settings settings) {
    String named = settings.pull().channels();
    Path file = channels != null ? channels : named == null ? null : Path.of(named);
    return file == null ? new TreeMap<>() : ChannelsFile.read(file);
  }
}
