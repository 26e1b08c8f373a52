package org.concordat.cli;

import org.concordat.lineage.Sources;
import org.concordat.link.Link;
import org.concordat.marts.MartSources;

/** What the stages declare that they read, in the words of lineage. */
final class LineageSources {

  private LineageSources() {}

  static Sources declared() {
    return new Sources(
        Link.sources(),
        MartSources.all().stream()
            .map(mart -> new Sources.Mart(mart.mart(), mart.sql(), mart.reads()))
            .toList());
  }
}
