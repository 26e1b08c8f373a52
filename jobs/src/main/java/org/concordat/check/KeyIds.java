package org.concordat.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small numbers for the key values of one submission; the same value has the same number. */
final class KeyIds {

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  int of(String text) {
    Integer id = ids.get(text);
    if (id != null) {
      return id;
    }
    ids.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /** The number of a text that has one; {@link TableRows#NO_KEY} for any other. */
  int known(String text) {
    return ids.getOrDefault(text, TableRows.NO_KEY);
  }

  String text(int id) {
    return texts.get(id);
  }

  /** One more than the highest number given. */
  int size() {
    return texts.size();
  }
}
