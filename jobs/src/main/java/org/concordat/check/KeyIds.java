package org.concordat.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Small numbers for the key values of one submission, given in the order they come; the same value
 * has the same number.
 *
 * <p>Keys are much alike (RX4-000001, RX4-000002), and the usual hash of a text puts such keys
 * close together, in buckets of many. The factor is drawn anew for every program, so that nobody
 * can send keys that meet in one place; numbers do not depend on it.
 */
final class KeyIds {

  private static final long FACTOR = new SplittableRandom().nextLong() | 1;

  private final List<String> texts = new ArrayList<>();
  private long[] hashes = new long[512];

  /** Places by hash: one more than the number of the text there, 0 where there is none. */
  private int[] places = new int[1024];

  int of(String text) {
    long hash = hash(text);
    int place = find(text, hash);
    if (places[place] != 0) {
      return places[place] - 1;
    }
    int id = texts.size();
    texts.add(text);
    places[place] = id + 1;
    if (id == hashes.length) {
      hashes = Arrays.copyOf(hashes, id * 2);
    }
    hashes[id] = hash;
    if (texts.size() * 2 > places.length) {
      grow();
    }
    return id;
  }

  /** The number of a text that has one; {@link TableRows#NO_KEY} for any other. */
  int known(String text) {
    int id = places[find(text, hash(text))] - 1;
    return id < 0 ? TableRows.NO_KEY : id;
  }

  String text(int id) {
    return texts.get(id);
  }

  /** One more than the highest number given. */
  int size() {
    return texts.size();
  }

  private int find(String text, long hash) {
    int mask = places.length - 1;
    int place = (int) hash & mask;
    while (places[place] != 0) {
      int id = places[place] - 1;
      if (hashes[id] == hash && texts.get(id).equals(text)) {
        return place;
      }
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    places = new int[places.length * 2];
    int mask = places.length - 1;
    for (int id = 0; id < texts.size(); id++) {
      int place = (int) hashes[id] & mask;
      while (places[place] != 0) {
        place = (place + 1) & mask;
      }
      places[place] = id + 1;
    }
  }

  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FACTOR;
      hash ^= hash >>> 29;
    }
    return hash ^ (hash >>> 32);
  }
}
