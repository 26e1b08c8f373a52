package org.concordat.platform;

/**
 * Tells whoever waits what is happening. The command line shows it on standard error; tests may
 * collect it.
 */
@FunctionalInterface
public interface Progress {

  /**
   * @param stage the stage that is working
   * @param text what it is doing, in a few words; never a row's value
   */
  void step(String stage, String text);

  /** Says nothing. */
  static Progress silent() {
    return (stage, text) -> {};
  }
}
