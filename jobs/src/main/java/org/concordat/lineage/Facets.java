package org.concordat.lineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import org.concordat.platform.CodeVersion;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.TableContract;

/**
 * The facets of OpenLineage that our events carry, each in the version of the specification that is
 * named here (openlineage.io/spec/facets).
 */
final class Facets {

  /** Who wrote an event: this program in this version. */
  static final String PRODUCER = "urn:concordat:" + CodeVersion.text();

  private static final String SPEC = "https://openlineage.io/spec/facets/";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Facets() {}

  /** The month that is worked on, as the time the run is for: midnight to midnight, UTC. */
  static ObjectNode nominalTime(ReportingMonth month) {
    return facet("NominalTimeRunFacet", "1-0-1")
        .put("nominalStartTime", month.start().atStartOfDay(ZoneOffset.UTC).toInstant().toString())
        .put(
            "nominalEndTime",
            month.plusMonths(1).start().atStartOfDay(ZoneOffset.UTC).toInstant().toString());
  }

  /** The run that this one is part of. */
  static ObjectNode parent(ParentRun parent) {
    ObjectNode facet = facet("ParentRunFacet", "1-2-0");
    parent.immediate().into(facet);
    ParentRun.Name root = parent.root();
    if (root != null) {
      root.into(facet.putObject("root"));
    }
    return facet;
  }

  /** The engine that ran it. */
  static ObjectNode engine(String name, String version) {
    return facet("ProcessingEngineRunFacet", "1-1-1").put("version", version).put("name", name);
  }

  /** Short facts of a run, such as the versions of code and rules. */
  static ObjectNode tags(SortedMap<String, String> tags) {
    ObjectNode facet = facet("TagsRunFacet", "1-0-0");
    ArrayNode list = facet.putArray("tags");
    tags.forEach(
        (key, value) ->
            list.addObject().put("key", key).put("value", value).put("source", "CONCORDAT"));
    return facet;
  }

  /** Why a run failed, in one line without values of rows. */
  static ObjectNode error(String message) {
    return facet("ErrorMessageRunFacet", "1-0-1")
        .put("message", message)
        .put("programmingLanguage", "JAVA");
  }

  /** A job that runs to its end, of the kind that is named. */
  static ObjectNode jobType(String kind) {
    return facet("JobTypeJobFacet", "2-0-4")
        .put("processingType", "BATCH")
        .put("integration", "CONCORDAT")
        .put("jobType", kind);
  }

  static ObjectNode jobDescription(String words) {
    return facet("DocumentationJobFacet", "1-1-0").put("description", words);
  }

  /** The SQL file of a job that is one. */
  static ObjectNode sql(String query) {
    return facet("SQLJobFacet", "1-1-0").put("query", query).put("dialect", "spark");
  }

  static ObjectNode description(String words) {
    return facet("DocumentationDatasetFacet", "1-1-0").put("description", words);
  }

  static ObjectNode version(String version) {
    return facet("DatasetVersionDatasetFacet", "1-0-1").put("datasetVersion", version);
  }

  /** The columns of a contract with their types and descriptions. */
  static ObjectNode schema(TableContract table) {
    ObjectNode facet = facet("SchemaDatasetFacet", "1-2-0");
    ArrayNode fields = facet.putArray("fields");
    for (ColumnContract column : table.fields()) {
      fields
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("description", column.description());
    }
    return facet;
  }

  /** How much was written. */
  static ObjectNode written(TableSize size) {
    ObjectNode facet = facet("OutputStatisticsOutputDatasetFacet", "1-0-2");
    size.into(facet, "size");
    return facet;
  }

  /** How much was read, and how many rows lack a value, by column. */
  static ObjectNode read(TableSize size) {
    ObjectNode facet = facet("DataQualityMetricsInputDatasetFacet", "1-0-3");
    size.into(facet, "bytes");
    ObjectNode columns = facet.putObject("columnMetrics");
    for (Map.Entry<String, Long> column : size.nulls().entrySet()) {
      columns.putObject(column.getKey()).put("nullCount", column.getValue());
    }
    return facet;
  }

  private static ObjectNode facet(String name, String version) {
    return JSON.objectNode()
        .put("_producer", PRODUCER)
        .put("_schemaURL", SPEC + version + "/" + name + ".json#/$defs/" + name);
  }
}
