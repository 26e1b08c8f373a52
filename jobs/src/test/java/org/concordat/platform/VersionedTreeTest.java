package org.concordat.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.concordat.schemas.ReportingMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionedTreeTest {

  private static final ReportingMonth AUGUST = ReportingMonth.of("2026-08");
  private static final ReportingMonth SEPTEMBER = ReportingMonth.of("2026-09");

  @TempDir private Path root;

  @Test
  void readers_see_a_month_only_once_it_is_published() throws IOException {
    VersionedTree tree = new VersionedTree(root);
    VersionedTree.Draft draft = tree.draft("a1");
    write(draft, "visits", SEPTEMBER, "one");
    assertThat(tree.month("visits", SEPTEMBER)).isEmpty();

    draft.publish(Set.of(SEPTEMBER));

    assertThat(tree.liveVersion()).contains("a1");
    assertThat(content(tree, "visits", SEPTEMBER)).isEqualTo("one");
    assertThat(Files.readSymbolicLink(tree.live()).isAbsolute()).isFalse();
  }

  @Test
  void months_that_are_not_replaced_are_carried_over() throws IOException {
    VersionedTree tree = new VersionedTree(root);
    VersionedTree.Draft first = tree.draft("a1");
    write(first, "visits", AUGUST, "august");
    first.publish(Set.of(AUGUST));

    VersionedTree.Draft second = tree.draft("b2");
    write(second, "visits", SEPTEMBER, "september");
    second.publish(Set.of(SEPTEMBER));

    assertThat(tree.liveMonths()).containsExactly(AUGUST, SEPTEMBER);
    assertThat(content(tree, "visits", AUGUST)).isEqualTo("august");
  }

  @Test
  void a_table_missing_from_a_replaced_month_is_gone() throws IOException {
    VersionedTree tree = new VersionedTree(root);
    VersionedTree.Draft first = tree.draft("a1");
    write(first, "calls", SEPTEMBER, "old");
    first.publish(Set.of(SEPTEMBER));

    VersionedTree.Draft second = tree.draft("b2");
    write(second, "visits", SEPTEMBER, "new");
    second.publish(Set.of(SEPTEMBER));

    assertThat(tree.month("calls", SEPTEMBER)).isEmpty();
  }

  @Test
  void a_kept_table_keeps_all_its_months_but_one() throws IOException {
    VersionedTree tree = new VersionedTree(root);
    VersionedTree.Draft first = tree.draft("a1");
    for (ReportingMonth month : Set.of(AUGUST, SEPTEMBER)) {
      write(first, "people", month, "old");
      write(first, "index", month, "old");
    }
    first.publish(Set.of(AUGUST, SEPTEMBER));

    VersionedTree.Draft second = tree.draft("b2");
    write(second, "people", AUGUST, "new");
    write(second, "people", SEPTEMBER, "new");
    write(second, "index", SEPTEMBER, "new");
    second.keep("index", SEPTEMBER);
    second.publish(Set.of(AUGUST, SEPTEMBER));

    assertThat(content(tree, "people", AUGUST)).isEqualTo("new");
    assertThat(content(tree, "index", AUGUST)).isEqualTo("old");
    assertThat(content(tree, "index", SEPTEMBER)).isEqualTo("new");
  }

  @Test
  void an_attempt_that_was_killed_leaves_nothing_behind() throws IOException {
    VersionedTree tree = new VersionedTree(root);
    write(tree.draft("a1"), "visits", SEPTEMBER, "half");

    VersionedTree.Draft again = tree.draft("a1");
    write(again, "calls", SEPTEMBER, "whole");
    again.publish(Set.of(SEPTEMBER));

    assertThat(tree.month("visits", SEPTEMBER)).isEmpty();
    assertThat(Folders.filesBelow(root.resolve("versions")))
        .containsExactly(Path.of("a1/calls/reporting_month=2026-09/part"));
  }

  @Test
  void publishing_the_same_version_twice_changes_nothing() throws IOException {
    VersionedTree tree = new VersionedTree(root);
    for (int i = 0; i < 2; i++) {
      VersionedTree.Draft draft = tree.draft("a1");
      write(draft, "visits", SEPTEMBER, "one");
      draft.publish(Set.of(SEPTEMBER));
    }
    assertThat(Folders.foldersIn(root.resolve("versions"))).hasSize(1);
    assertThat(content(tree, "visits", SEPTEMBER)).isEqualTo("one");
  }

  private static void write(
      VersionedTree.Draft draft, String table, ReportingMonth month, String text)
      throws IOException {
    Path folder = draft.folder(table, month);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("part"), text);
  }

  private static String content(VersionedTree tree, String table, ReportingMonth month)
      throws IOException {
    return Files.readString(tree.month(table, month).orElseThrow().resolve("part"));
  }
}
