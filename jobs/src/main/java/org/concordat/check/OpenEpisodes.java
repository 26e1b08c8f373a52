package org.concordat.check;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table of one submission that were open at the end of its month: their keys and two
 * days each, packed, since a nation has millions of them. Filled once, then only read.
 */
final class OpenEpisodes implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int NONE = Integer.MIN_VALUE;

  private transient @Nullable ByteArrayOutputStream filling = new ByteArrayOutputStream();
  private byte[] keys = new byte[0];
  private int[] ends = new int[16];
  private int[] started = new int[16];
  private int[] active = new int[16];
  private int size;

  /** What is done with each episode. */
  interface Visitor {
    void visit(String key, LocalDate startedOn, @Nullable LocalDate lastActivityOn);
  }

  void add(String key, LocalDate startedOn, @Nullable LocalDate lastActivityOn) {
    ByteArrayOutputStream into = filling;
    if (into == null) {
      throw new IllegalStateException("The episodes are packed already");
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      started = Arrays.copyOf(started, size * 2);
      active = Arrays.copyOf(active, size * 2);
    }
    into.writeBytes(key.getBytes(StandardCharsets.UTF_8));
    ends[size] = into.size();
    started[size] = (int) startedOn.toEpochDay();
    active[size] = lastActivityOn == null ? NONE : (int) lastActivityOn.toEpochDay();
    size++;
  }

  /** The same without room to spare; nothing can be added any more. */
  OpenEpisodes packed() {
    ByteArrayOutputStream from = filling;
    if (from != null) {
      keys = from.toByteArray();
      filling = null;
      ends = Arrays.copyOf(ends, size);
      started = Arrays.copyOf(started, size);
      active = Arrays.copyOf(active, size);
    }
    return this;
  }

  int size() {
    return size;
  }

  /** Shows every episode, in the order added. */
  void forEach(Visitor visitor) {
    packed();
    for (int i = 0; i < size; i++) {
      int from = i == 0 ? 0 : ends[i - 1];
      visitor.visit(
          new String(keys, from, ends[i] - from, StandardCharsets.UTF_8),
          LocalDate.ofEpochDay(started[i]),
          active[i] == NONE ? null : LocalDate.ofEpochDay(active[i]));
    }
  }
}
