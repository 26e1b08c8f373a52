package org.concordat.pull;

/**
 * The steps of landing one delivery, in their order. A pull that is killed after any of them and
 * run again ends as if it had not been killed.
 */
public enum LandingStep {
  /** One file's bytes are on disk, under a name of chance that nobody reads. */
  RECEIVED,
  /** Sizes, digests of the sender and the listing fit the bytes. */
  VERIFIED,
  /** The files of an archive lie apart. */
  UNPACKED,
  /** One file's bytes are where their digest says. */
  STORED,
  /** Our manifest says that the delivery is here; from now on it is seen. */
  DELIVERED,
  /** Our manifest of what the channel brought is written; it is not read again. */
  RECORDED,
  /** The partner has its receipt. */
  ANSWERED,
  /** The channel knows that the files are ours. */
  ACKNOWLEDGED,
  /** Nothing is left to do. */
  CLOSED;

  /** Is told of each step that was done; proofs end the process there. */
  @FunctionalInterface
  public interface Listener {
    void reached(LandingStep step);
  }
}
