package org.concordat.sample;

import java.util.Arrays;

/**
 * The names of one kind that one community bears, the commonest first. How often each is borne
 * falls with its place as in life (Zipf and Mandelbrot: one over place plus a number). Every fifth
 * name is another spelling of the one before it.
 */
final class NamePool {

  private static final long SCALE = 1_000_000_000L;
  private static final int RESPELT_EVERY = 5;

  /** Coprime to the number of names that any of the parts can make. */
  private static final long STRIDE = 7_919;

  private static final String[][] RESPELLINGS = {
    {"qu", "kv"}, {"v", "w"}, {"z", "s"}, {"x", "ks"}, {"i", "y"}, {"j", "y"}, {"o", "u"}
  };

  private final String[] names;
  private final long[] upTo;

  /**
   * @param first which names are the commonest: communities that share parts begin elsewhere
   * @param size how many names there are
   * @param evenness 0 gives a few names to most people; the higher, the rarer the commonest name
   * @param parts syllables, one of each makes a name
   */
  NamePool(long first, int size, int evenness, String[]... parts) {
    this.names = new String[size];
    this.upTo = new long[size];
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += SCALE / (i + 1 + evenness);
      upTo[i] = total;
      boolean isRespelt = i % RESPELT_EVERY == RESPELT_EVERY - 1;
      names[i] = isRespelt ? respelt(names[i - 1], i) : combined(i * STRIDE + first, parts);
    }
  }

  /** Place of a name drawn as people bear it. */
  int draw(Dice dice) {
    long point = Long.remainderUnsigned(dice.next(), upTo[upTo.length - 1]);
    int found = Arrays.binarySearch(upTo, point);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The name at a place, counted round from 0. */
  String at(int place) {
    return names[place % names.length];
  }

  /** The combination at a number; after the last comes the first again. */
  private static String combined(long number, String[][] parts) {
    long left = number;
    StringBuilder name = new StringBuilder();
    for (String[] part : parts) {
      name.append(part[(int) (left % part.length)]);
      left /= part.length;
    }
    return name.toString();
  }

  /** Another spelling that sounds alike: the last place where one can be changed. */
  private static String respelt(String name, int place) {
    for (int i = 0; i < RESPELLINGS.length; i++) {
      String[] change = RESPELLINGS[(place / RESPELT_EVERY + i) % RESPELLINGS.length];
      int at = name.lastIndexOf(change[0]);
      if (at > 0) {
        return name.substring(0, at) + change[1] + name.substring(at + change[0].length());
      }
    }
    return name + "h";
  }
}
