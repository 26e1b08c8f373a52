package org.concordat.pull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concordat.pull.channel.RemoteFile;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Recognises submissions among the files a channel lists. Three forms are known, the same for every
 * channel:
 *
 * <ul>
 *   <li>a folder, {@code MH/RX4/2026-09/001/…}, taken when its manifest.json is there;
 *   <li>single files that bear the folder in their name, {@code MH-RX4-2026-09-001-….csv};
 *   <li>one archive of the folder, {@code MH/RX4/2026-09/001.zip} or {@code
 *       MH-RX4-2026-09-001.zip}; also .tar.gz and .tgz.
 * </ul>
 */
final class RemoteSubmissions {

  private static final String NUMBER =
      "("
          + Arrays.stream(Family.values()).map(Family::name).collect(Collectors.joining("|"))
          + ")%1$s("
          + DropFolder.ORGANISATION
          + ")%1$s([0-9]{4}-[0-9]{2})%1$s("
          + DropFolder.SEQUENCE
          + ")";
  private static final Pattern FOLDER = Pattern.compile(NUMBER.formatted("/") + "/(.+)");
  private static final Pattern FLAT = Pattern.compile(NUMBER.formatted("-") + "-([^/]+)");
  private static final Pattern PACKED =
      Pattern.compile(
          "(?:"
              + NUMBER.formatted("/")
              + "|"
              + NUMBER.formatted("-")
              + ")\\.(?i:zip|tar\\.gz|tgz)");

  private final Set<String> senders;
  private final Set<ReportingMonth> months;
  private final boolean noteIsOurs;
  private final List<String> notes = new ArrayList<>();

  /**
   * One submission that is whole.
   *
   * @param files path inside the submission's folder to the file; empty for an archive
   * @param archive the archive it lies in; null for files
   * @param note the channel's delivery.json; null when there is none or the channel does not write
   *     one
   */
  record Submission(
      Family family,
      String organisationCode,
      ReportingMonth month,
      String seq,
      SortedMap<String, RemoteFile> files,
      @Nullable RemoteFile archive,
      @Nullable RemoteFile note) {

    String id() {
      return family + "-" + organisationCode + "-" + month + "-" + seq;
    }

    String folder() {
      return family + "/" + organisationCode + "/" + month + "/" + seq;
    }

    /** Everything at the channel that belongs to it, in path order. */
    List<RemoteFile> all() {
      return Stream.concat(files.values().stream(), Stream.of(archive, note))
          .filter(file -> file != null)
          .sorted(Comparator.comparing(RemoteFile::path))
          .toList();
    }
  }

  /**
   * @param senders whose submissions the channel may bring, each as FAMILY/ORGANISATION
   * @param months months that are taken
   * @param noteIsOurs whether a delivery.json was written by the channel
   */
  RemoteSubmissions(Set<String> senders, Set<ReportingMonth> months, boolean noteIsOurs) {
    this.senders = Set.copyOf(senders);
    this.months = Set.copyOf(months);
    this.noteIsOurs = noteIsOurs;
  }

  /** What was passed over, and why; paths only. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The submissions, in the order of their ids, an archive after the files of the same number. */
  List<Submission> among(List<RemoteFile> listed) {
    SortedMap<String, SortedMap<String, RemoteFile>> folders = new TreeMap<>();
    List<Submission> submissions = new ArrayList<>();
    for (RemoteFile file : listed) {
      Matcher folder = FOLDER.matcher(file.path());
      Matcher flat = FLAT.matcher(file.path());
      Matcher packed = PACKED.matcher(file.path());
      if (packed.matches()) {
        int first = packed.group(1) == null ? 5 : 1;
        add(submissions, groups(packed, first), new TreeMap<>(), file, file.path());
      } else if (folder.matches() || flat.matches()) {
        Matcher part = folder.matches() ? folder : flat;
        String inside = part.group(5);
        if (FileNames.isSafe(inside)) {
          folders
              .computeIfAbsent(String.join("/", groups(part, 1)), name -> new TreeMap<>())
              .merge(inside, file, RemoteSubmissions::later);
        } else {
          note(file.path(), "has a name that is not taken");
        }
      } else {
        note(file.path(), "fits none of the forms of a submission and was not taken");
      }
    }
    folders.forEach((name, files) -> add(submissions, name.split("/"), files, null, name));
    submissions.sort(
        Comparator.comparing(Submission::id).thenComparing(s -> s.archive() == null ? 0 : 1));
    return submissions;
  }

  private static String[] groups(Matcher matcher, int first) {
    String[] groups = new String[4];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = matcher.group(first + i);
    }
    return groups;
  }

  /** Of two messages with the same name, the one that came later. */
  private static RemoteFile later(RemoteFile one, RemoteFile other) {
    return Comparator.comparing(RemoteFile::modifiedAt)
                .thenComparing(RemoteFile::id)
                .compare(one, other)
            < 0
        ? other
        : one;
  }

  private void add(
      List<Submission> submissions,
      String[] number,
      SortedMap<String, RemoteFile> files,
      @Nullable RemoteFile archive,
      String where) {
    ReportingMonth month;
    try {
      month = ReportingMonth.of(number[2]);
    } catch (IllegalArgumentException e) {
      note(where, "is not a month written yyyy-MM");
      return;
    }
    if (!senders.contains(number[0] + "/" + number[1])) {
      note(
          where,
          "is a submission for "
              + number[0]
              + "/"
              + number[1]
              + ", which this channel may not send; it was not taken");
    } else if (months.stream().noneMatch(wanted -> wanted.compareTo(month) >= 0)) {
      note(where, "is of a month after the one pulled; it is left until that month is pulled");
    } else if (months.contains(month)) {
      RemoteFile note = files.remove(DeliveryNote.FILE);
      if (note != null && !noteIsOurs) {
        note(note.path(), "was not read: this channel writes no delivery.json of its own");
      }
      if (archive != null || hasArrived(where, files, noteIsOurs ? note : null)) {
        submissions.add(
            new Submission(
                Family.valueOf(number[0]),
                number[1],
                month,
                number[3],
                files,
                archive,
                noteIsOurs ? note : null));
      }
    }
  }

  private boolean hasArrived(
      String where, SortedMap<String, RemoteFile> files, @Nullable RemoteFile note) {
    for (RemoteFile file : files.values()) {
      if (FileNames.isBeingCopied(file.path())) {
        note(file.path(), "is still being copied; its submission was left for the next pull");
        return false;
      }
    }
    files
        .keySet()
        .removeIf(
            name -> {
              boolean isHidden = FileNames.isHidden(name);
              if (isHidden) {
                note(where + "/" + name, "is hidden and was not taken");
              }
              return isHidden;
            });
    if (!files.containsKey("manifest.json") && note == null) {
      note(where, "was left until its manifest.json is there");
      return false;
    }
    return true;
  }

  private void note(String path, String what) {
    notes.add(FileNames.shown(path) + " " + what);
  }
}
