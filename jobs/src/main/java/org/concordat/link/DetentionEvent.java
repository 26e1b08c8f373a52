package org.concordat.link;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.link.Sighting.Kind;

/**
 * The records known to tell of one detention: at most one of each kind. A trust's period that was
 * sent more than once is one record.
 */
final class DetentionEvent {

  /** Of several rows of one record the one sent last counts. */
  static final Comparator<Sighting> LATEST =
      Comparator.comparing(Sighting::month).thenComparing(Sighting::rowId);

  private final SortedMap<Kind, Sighting> sightings = new TreeMap<>();
  private final SortedMap<String, Integer> roots = new TreeMap<>();
  private final Map<String, Set<Kind>> doubts = new TreeMap<>();
  private final boolean hasAmbulance;
  private final boolean isClosed;

  /**
   * @param joined records that quoted references join
   */
  static DetentionEvent quoted(Collection<Sighting> joined) {
    Map<Kind, Sighting> byKind = new EnumMap<>(Kind.class);
    joined.forEach(one -> byKind.put(one.kind(), one));
    boolean isClosed =
        byKind.size() < joined.size() || joined.stream().anyMatch(Sighting::isContradicted);
    DetentionEvent event =
        new DetentionEvent(joined.stream().anyMatch(Sighting::hasAmbulance), isClosed);
    event.sightings.putAll(byKind);
    joined.forEach(one -> event.roots.put(one.root(), one.rootCount()));
    return event;
  }

  /**
   * @param versions rows of one trust's period, under one id or more
   */
  static DetentionEvent period(Collection<Sighting> versions) {
    DetentionEvent event = new DetentionEvent(false, false);
    event.sightings.put(Kind.TRUST, Collections.max(versions, LATEST));
    versions.forEach(one -> event.roots.put(one.root(), one.rootCount()));
    return event;
  }

  private DetentionEvent(boolean hasAmbulance, boolean isClosed) {
    this.hasAmbulance = hasAmbulance;
    this.isClosed = isClosed;
  }

  DetentionEvent joinedWith(DetentionEvent other) {
    DetentionEvent event = new DetentionEvent(hasAmbulance || other.hasAmbulance, false);
    for (DetentionEvent part : List.of(this, other)) {
      event.sightings.putAll(part.sightings);
      event.roots.putAll(part.roots);
      event.doubts.putAll(part.doubts);
    }
    return event;
  }

  boolean holds(Kind kind) {
    return sightings.containsKey(kind) || (kind == Kind.AMBULANCE && hasAmbulance);
  }

  /** Whether the two would hold at most one record of each kind. */
  boolean canJoin(DetentionEvent other) {
    for (Kind kind : Kind.values()) {
      if (holds(kind) && other.holds(kind)) {
        return false;
      }
    }
    return !isClosed && !other.isClosed;
  }

  Collection<Sighting> sightings() {
    return Collections.unmodifiableCollection(sightings.values());
  }

  /** What the quoted references call the events it is made of. */
  Set<String> roots() {
    return Collections.unmodifiableSet(roots.keySet());
  }

  /** What it is called: by its ambulance incident, else by the police, else by the trust. */
  String root() {
    for (Kind kind : List.of(Kind.AMBULANCE, Kind.FORCE)) {
      Sighting one = sightings.get(kind);
      if (one != null) {
        return one.root();
      }
    }
    return roots.firstKey();
  }

  /** Records of the event. */
  int size() {
    return roots.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean isLinked() {
    return sightings.size() > 1 && roots.size() > 1;
  }

  /** Notes that several records of a kind fit equally well. */
  void doubt(Kind kind) {
    for (String root : roots.keySet()) {
      doubts.computeIfAbsent(root, r -> EnumSet.noneOf(Kind.class)).add(kind);
    }
  }

  /** Whether a part of it had several candidates of a kind and still has none. */
  boolean isDoubtful(String root) {
    return doubts.getOrDefault(root, Set.of()).stream().anyMatch(kind -> !holds(kind));
  }
}
