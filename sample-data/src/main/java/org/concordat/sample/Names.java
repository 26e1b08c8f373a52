package org.concordat.sample;

/**
 * Names nobody bears. They are built from syllables with letter pairs that English words, places
 * and organisations hardly ever have, so that a search of all outputs for a name means something.
 */
final class Names {

  private static final String[] FAMILY_HEADS = {
    "Zvor", "Qwel", "Vjan", "Xhum", "Kvez", "Jzor", "Bvyr", "Dzhul", "Fjel", "Gvax", "Hvyn", "Lzem",
    "Mvoq", "Pzil", "Tvux", "Yzeb", "Wvor", "Nzhab", "Rzig", "Cvath", "Zhqu", "Vzom", "Kzand",
    "Jvil", "Bzoq", "Dvexx", "Fzul", "Gzarn", "Hzok", "Lvud"
  };
  private static final String[] FAMILY_MIDDLES = {
    "aqu", "ixi", "ovu", "eju", "uzo", "azhe", "ivja", "oxu", "exa", "uqi", "ajzo", "izvu", "oqe",
    "evxa", "uji", "axo"
  };
  private static final String[] FAMILY_TAILS = {
    "zzik", "qvar", "xxen", "jjold", "vvim", "kzell", "zhqar", "vxund", "qzett", "jvorn", "xqin",
    "zvask", "kvyth", "qxel", "vjorr", "zjam", "xvott", "jzenn", "vqual", "zxor"
  };
  private static final String[] GIVEN_HEADS = {
    "Vex", "Qaz", "Zjo", "Xim", "Jvu", "Kzi", "Zvea", "Qelx", "Vjir", "Xavv", "Yqo", "Uzx", "Ixv",
    "Ozj", "Ezq", "Axj", "Bvix", "Dzaq", "Fvej", "Gzux"
  };
  private static final String[] GIVEN_TAILS = {
    "ulo", "imiq", "anzu", "ovex", "ezzi", "ujav", "aqel", "ixor", "ozva", "evju", "izque", "uxan",
    "ajzi", "oqri", "exvi", "uvza", "aszx", "injo", "orvy", "ylvo"
  };

  private Names() {}

  static String family(Dice dice) {
    return dice.pick(FAMILY_HEADS) + dice.pick(FAMILY_MIDDLES) + dice.pick(FAMILY_TAILS);
  }

  static String given(Dice dice) {
    return dice.pick(GIVEN_HEADS) + dice.pick(GIVEN_TAILS);
  }

  /** The name as a hurried clerk hears it: two letters of the middle change places. */
  static String misheard(String name) {
    int at = name.length() / 2;
    return name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
  }
}
