package org.concordat.reports;

import java.nio.file.Path;
import java.util.List;

/**
 * What the reports stage did.
 *
 * @param runId id of its run record
 * @param pages partner pages written, the national one not among them
 * @param messages messages handed back
 * @param folders every folder written, the national one last
 */
public record ReportsResult(String runId, int pages, long messages, List<Path> folders) {}
