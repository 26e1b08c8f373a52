package org.concordat.pull.channel;

import java.util.List;

/**
 * A receipt on its way to the partner.
 *
 * @param name file name, the same each time the same answer is given
 * @param folder where the submission lay, for example {@code MH/RX4/2026-09/001}
 * @param json what it says, UTF-8 JSON
 * @param files the files it is about
 */
public record Answer(String name, String folder, String json, List<RemoteFile> files) {

  public Answer {
    files = List.copyOf(files);
  }
}
