package org.concordat.schedule.airflow;

/**
 * One line of a task's log.
 *
 * @param at when, as Airflow writes it; empty when the line has no time
 * @param level for example info; empty when the line has none
 * @param text what it says
 */
public record LogLine(String at, String level, String text) {}
