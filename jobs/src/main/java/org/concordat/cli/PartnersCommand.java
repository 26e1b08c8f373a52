package org.concordat.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.concordat.config.ChannelSettings;
import org.concordat.config.Settings;
import org.concordat.platform.Json;
import org.concordat.platform.Zone;
import org.concordat.pull.ExpectedPartner;
import org.concordat.schemas.ReportingMonth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "partners",
    description = {
      "List who is expected to send for a month, and whoever else may be pulled; --json says with",
      "which --partner each is pulled alone. Nothing is written."
    },
    mixinStandardHelpOptions = true)
final class PartnersCommand implements Callable<Integer> {

  @Mixin private final CommonOptions options = new CommonOptions();
  @Mixin private final ChannelOptions channelOptions = new ChannelOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ReportingMonth month = options.month();
    Settings settings = options.settings();
    Console console = new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), true);
    List<ExpectedPartner> partners = partners(settings, month);
    if (options.json) {
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("month", month);
      outcome.put("partners", partners);
      console.line(Json.text(outcome).stripTrailing());
    } else {
      console.table(
          List.of("family", "partner", "pulled with", "expected"),
          partners.stream().map(PartnersCommand::cells).toList());
    }
    return 0;
  }

  private List<ExpectedPartner> partners(Settings settings, ReportingMonth month) throws Exception {
    Path landing =
        ReadLake.with(options.lake(), settings, EnumSet.of(Zone.LANDING)).root(Zone.LANDING);
    List<ReportingMonth> window = month.window(settings.check().windowMonths());
    SortedMap<String, ChannelSettings> channels =
        channelOptions.channels(settings, options.isLandingGiven());
    return channels == null
        ? ExpectedPartner.ofDropFolder(options.landing(), landing, window, month)
        : ExpectedPartner.ofChannels(channels, landing, window, month);
  }

  private static List<String> cells(ExpectedPartner partner) {
    String channel = partner.channel();
    return List.of(
        partner.family().name(),
        partner.organisation(),
        channel == null ? "no channel" : channel,
        partner.expected() ? "yes" : "-");
  }
}
