package org.concordat.schedule.airflow;

import java.util.List;

/**
 * What a task asks a person.
 *
 * @param task the task that asks
 * @param mapIndex its place among partners; -1
 * @param subject the question
 * @param options the answers there are, the one to go on first
 */
public record Question(String task, int mapIndex, String subject, List<String> options) {

  public Question {
    options = List.copyOf(options);
  }
}
