package org.concordat.sample;

/**
 * Syllables of names nobody bears. They have letter pairs that English words, places and
 * organisations hardly ever have, so that a search of all outputs for a name means something; and
 * many are like others, so that comparing names means something, too.
 */
final class Names {

  static final String[] HEADS = {
    "Zvor", "Qwel", "Vjan", "Xhum", "Kvez", "Jzor", "Bvyr", "Dzhul", "Fjel", "Gvax", "Hvyn", "Lzem",
    "Mvoq", "Pzil", "Tvux", "Yzeb", "Wvor", "Nzhab", "Rzig", "Cvath", "Zhqu", "Vzom", "Kzand",
    "Jvil", "Bzoq", "Dvexx", "Fzul", "Gzarn", "Hzok", "Lvud"
  };
  static final String[] MIDDLES = {
    "aqu", "ixi", "ovu", "eju", "uzo", "azhe", "ivja", "oxu", "exa", "uqi", "ajzo", "izvu", "oqe",
    "evxa", "uji", "axo"
  };
  static final String[] TAILS = {
    "zzik", "qvar", "xxen", "jjold", "vvim", "kzell", "zhqar", "vxund", "qzett", "jvorn", "xqin",
    "zvask", "kvyth", "qxel", "vjorr", "zjam", "xvott", "jzenn", "vqual", "zxor"
  };
  static final String[] SHORT_TAILS = {
    "qi", "vu", "zhe", "xo", "jza", "kvi", "zzo", "vya", "xun", "qar", "jek", "vosh", "zul", "kxa",
    "bvi", "dzo", "gvu", "hza", "lzi", "mvo", "nzu", "pvi", "rzo", "tva", "wzi", "qum", "vaj",
        "zix",
    "xev", "joq", "yvu", "zaq"
  };
  static final String[] VOWELS = {"a", "o", "u", "i", "e"};
  static final String[] LAST_VOWELS = {"u", "a", "o", "i", "e", "y"};
  static final String[] GIVEN_HEADS = {
    "Vex", "Qaz", "Zjo", "Xim", "Jvu", "Kzi", "Zvea", "Qelx", "Vjir", "Xavv", "Yqo", "Uzx", "Ixv",
    "Ozj", "Ezq", "Axj", "Bvix", "Dzaq", "Fvej", "Gzux"
  };
  static final String[] GIVEN_TAILS_OF_MEN = {
    "imiq", "ovex", "ujav", "aqel", "ixor", "uxan", "aszx", "injo", "ylvo", "ulo", "ozhuk", "evqir"
  };
  static final String[] GIVEN_TAILS_OF_WOMEN = {
    "anzu", "ezzi", "ozva", "evju", "izque", "ajzi", "oqri", "exvi", "uvza", "orvy", "uzhi", "aqva"
  };

  private Names() {}
}
