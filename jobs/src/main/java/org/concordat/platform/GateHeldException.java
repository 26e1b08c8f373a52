package org.concordat.platform;

import java.util.List;

/** A quality gate held a publication; nothing was published and the exit code is 3. */
public final class GateHeldException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final transient List<String> reasons;

  /**
   * @param what what was held back, for example {@code mart mha_detentions 2026-09}
   * @param reasons each failed constraint in words
   */
  public GateHeldException(String what, List<String> reasons) {
    super("Held back " + what + ": " + String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  public List<String> reasons() {
    return reasons;
  }
}
