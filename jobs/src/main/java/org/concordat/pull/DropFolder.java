package org.concordat.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.concordat.config.WrongRequestException;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * The submissions in a folder laid out {@code {family}/{org}/{yyyy-MM}/{seq}/}. What does not fit
 * the layout is noted, never taken and never an error; nothing in it is ever changed.
 */
final class DropFolder {

  static final String ORGANISATION = "[A-Za-z0-9]{1,10}";
  static final String SEQUENCE = "[0-9]{3,6}";

  private final Path root;
  private final List<String> notes = new ArrayList<>();

  /**
   * One submission's folder.
   *
   * @param files path inside the folder (with /) to the file, in path order; delivery.json is the
   *     channel's and not among them
   */
  record Submission(
      Family family,
      String organisationCode,
      ReportingMonth month,
      String seq,
      Path folder,
      SortedMap<String, Path> files) {

    /** Who sent it, as FAMILY/ORGANISATION. */
    String sender() {
      return family + "/" + organisationCode;
    }

    String id() {
      return family + "-" + organisationCode + "-" + month + "-" + seq;
    }
  }

  /**
   * @throws WrongRequestException when there is no such folder to read
   */
  DropFolder(Path root) {
    if (!Files.isDirectory(root) || !Files.isReadable(root)) {
      throw new WrongRequestException("There is no drop folder to read at " + root);
    }
    try {
      this.root = root.toRealPath();
    } catch (IOException e) {
      throw new WrongRequestException("There is no drop folder to read at " + root, e);
    }
  }

  /** What was passed over, and why; paths only. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Submissions of these months that have arrived as a whole, in path order. */
  List<Submission> submissions(Set<ReportingMonth> months) {
    List<Submission> submissions = new ArrayList<>();
    for (Path familyFolder : folders(root)) {
      Optional<Family> family =
          Arrays.stream(Family.values()).filter(f -> f.name().equals(name(familyFolder))).findAny();
      if (family.isEmpty()) {
        note(familyFolder, "is not a partner family (MH, AM, PF, ED, UC)");
        continue;
      }
      for (Path organisation : folders(familyFolder)) {
        if (!name(organisation).matches(ORGANISATION)) {
          note(organisation, "is not an organisation code");
          continue;
        }
        for (Path monthFolder : folders(organisation)) {
          month(monthFolder)
              .filter(months::contains)
              .ifPresent(month -> add(submissions, family.get(), organisation, month, monthFolder));
        }
      }
    }
    return submissions;
  }

  private void add(
      List<Submission> submissions,
      Family family,
      Path organisation,
      ReportingMonth month,
      Path monthFolder) {
    for (Path folder : folders(monthFolder)) {
      if (!name(folder).matches(SEQUENCE)) {
        note(folder, "is not a sequence number such as 001");
        continue;
      }
      SortedMap<String, Path> files = new TreeMap<>();
      if (collect(folder, "", files) && hasArrived(folder, files)) {
        files.remove(DeliveryNote.FILE);
        submissions.add(
            new Submission(family, name(organisation), month, name(folder), folder, files));
      }
    }
  }

  private Optional<ReportingMonth> month(Path folder) {
    try {
      return Optional.of(ReportingMonth.of(name(folder)));
    } catch (IllegalArgumentException e) {
      note(folder, "is not a month written yyyy-MM");
      return Optional.empty();
    }
  }

  /** Whether all is there: a partner's manifest or the channel's note comes last. */
  private boolean hasArrived(Path folder, SortedMap<String, Path> files) {
    if (files.isEmpty()) {
      note(folder, "is empty");
      return false;
    }
    if (!files.containsKey("manifest.json") && !files.containsKey(DeliveryNote.FILE)) {
      note(folder, "was left until its manifest.json or delivery.json is there");
      return false;
    }
    return true;
  }

  /** Gathers files; false when the folder cannot be taken as it is. */
  private boolean collect(Path folder, String prefix, SortedMap<String, Path> files) {
    for (Path entry : entries(folder)) {
      String name = name(entry);
      if (FileNames.isBeingCopied(name)) {
        note(entry, "is still being copied; its submission was left for the next pull");
        return false;
      }
      if (name.startsWith(".")) {
        note(entry, "is hidden and was not taken");
      } else if (!isInside(entry)) {
        note(entry, "is a link that leads out of the drop folder or nowhere; not followed");
      } else if (Files.isDirectory(entry)) {
        if (Files.isSymbolicLink(entry) || prefix.split("/").length > 3) {
          note(entry, "is a folder that was not entered");
        } else if (!collect(entry, prefix + name + "/", files)) {
          return false;
        }
      } else if (!Files.isRegularFile(entry) || !Files.isReadable(entry)) {
        note(entry, "cannot be read; its submission was left for the next pull");
        return false;
      } else {
        files.put(prefix + name, entry);
      }
    }
    return true;
  }

  /** Folders in a folder; stray files and links out of the root are noted. */
  private List<Path> folders(Path folder) {
    List<Path> folders = new ArrayList<>();
    for (Path entry : entries(folder)) {
      if (!isInside(entry)) {
        note(entry, "is a link that leads out of the drop folder or nowhere; not followed");
      } else if (!Files.isDirectory(entry)) {
        if (!isPage(entry)) {
          note(entry, "lies outside any submission and was not taken");
        }
      } else if (!name(entry).startsWith(".")) {
        folders.add(entry);
      }
    }
    return folders;
  }

  /** A page for people at the top, such as a README, is no stray file. */
  private boolean isPage(Path entry) {
    return root.equals(entry.resolveSibling("").toAbsolutePath().normalize())
        && name(entry).matches("(?i)(readme|licen[cs]e|descriptor).*|\\..*");
  }

  private List<Path> entries(Path folder) {
    if (!Files.isReadable(folder)) {
      note(folder, "cannot be read");
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private boolean isInside(Path entry) {
    if (!Files.isSymbolicLink(entry)) {
      return Files.exists(entry, LinkOption.NOFOLLOW_LINKS);
    }
    try {
      return entry.toRealPath().startsWith(root);
    } catch (IOException e) {
      return false;
    }
  }

  private void note(Path entry, String what) {
    notes.add(root.relativize(entry) + " " + what);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
