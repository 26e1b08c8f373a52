package org.concordat.link;

import java.util.SortedMap;
import java.util.TreeMap;
import org.concordat.config.Settings;
import org.concordat.config.WrongRequestException;

/**
 * What is supplied from outside about NHS numbers: merges and opt-outs.
 *
 * @param preparation applies the merges
 * @param optOuts numbers of people whose records are removed
 * @param digests SHA-256 of each file by its name; it must not leave this process as it is
 */
record SuppliedNumbers(
    IdentifierPreparation preparation, OptOutList optOuts, SortedMap<String, String> digests) {

  /**
   * Reads the files of the settings; without any, nothing is merged and nobody has opted out.
   *
   * @param testNumbers whether numbers of the test range count as valid
   * @throws WrongRequestException when a file cannot be used
   */
  static SuppliedNumbers read(Settings.Linkage settings, boolean testNumbers) {
    SortedMap<String, String> digests = new TreeMap<>();
    IdentifierPreparation preparation = new IdentifierPreparation(testNumbers);
    String merges = settings.numberMerges();
    if (merges != null) {
      NumberFile file = new NumberFile(merges, "linkage.number-merges");
      preparation = new IdentifierPreparation(testNumbers, NumberMerges.read(file, preparation));
      digests.put("number_merges", file.digest());
    }
    OptOutList optOuts = OptOutList.NONE;
    String listed = settings.optOuts();
    if (listed != null) {
      NumberFile file = new NumberFile(listed, "linkage.opt-outs");
      optOuts = OptOutList.read(file, preparation);
      digests.put("opt_outs", file.digest());
    }
    return new SuppliedNumbers(preparation, optOuts, digests);
  }

  /**
   * Names what was read, by file. The secret key is in it: numbers could be found from a plain
   * digest of a short list by trying all of them.
   */
  SortedMap<String, String> fingerprints(PseudonymKey key) {
    SortedMap<String, String> fingerprints = new TreeMap<>();
    digests.forEach((name, digest) -> fingerprints.put(name, key.pseudonym(name + "|" + digest)));
    return fingerprints;
  }
}
