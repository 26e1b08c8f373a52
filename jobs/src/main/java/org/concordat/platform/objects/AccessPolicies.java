package org.concordat.platform.objects;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.ChannelSettings;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.ObjectRoot;
import org.concordat.platform.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Policies of AWS that keep apart who may read which zones, as JSON documents to be looked at and
 * deployed by whoever runs the account. Nothing is deployed from here.
 *
 * <p>A bucket refuses what does not come over TLS and what is not encrypted with the key of the
 * settings. A partner reaches its own reports, and its own inbox where channels name one.
 */
public final class AccessPolicies {

  /** Who may see a zone. */
  enum ZoneClass {
    /** Personal data and exact figures. */
    RESTRICTED,
    /** One row per event under a key that names nobody. */
    PSEUDONYMOUS,
    /** What is made for publication, and tables from outside. */
    OPEN;

    static ZoneClass of(Zone zone) {
      return switch (zone) {
        case MARTS -> PSEUDONYMOUS;
        case RETURNS, REFERENCE -> OPEN;
        case LANDING, CHECKED, FINDINGS, METRICS, LINKED, RAW, REPORTS, RUNS -> RESTRICTED;
      };
    }
  }

  private static final String KEY_ARN = "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+";

  private final SortedMap<Zone, ObjectRoot> zones;
  private final String key;
  private final SortedMap<String, ChannelSettings> channels;

  /**
   * @param zones zones that lie in buckets
   * @param kmsKey ARN of the key they are encrypted with; null when the settings name none
   * @param channels partners' channels by name; those that are not S3 have no part in this
   * @throws WrongRequestException when there is no zone in a bucket or no key
   */
  public AccessPolicies(
      SortedMap<Zone, ObjectRoot> zones,
      @Nullable String kmsKey,
      SortedMap<String, ChannelSettings> channels) {
    if (zones.isEmpty()) {
      throw new WrongRequestException(
          "There is nothing to write policies for: no zone of the settings is s3://bucket/prefix");
    }
    if (kmsKey == null || !kmsKey.matches(KEY_ARN)) {
      throw new WrongRequestException(
          "Policies that refuse other encryption need object-store.kms-key, the ARN of a key"
              + " (arn:aws:kms:REGION:ACCOUNT:key/ID)");
    }
    this.zones = zones;
    this.key = kmsKey;
    this.channels = channels;
  }

  /**
   * All documents by the path of their file.
   *
   * @param partners FAMILY/ORGANISATION of those that are expected to send; senders of channels are
   *     added
   */
  public SortedMap<String, Map<String, Object>> documents(Collection<String> partners) {
    SortedMap<String, Map<String, Object>> documents = new TreeMap<>();
    SortedSet<String> buckets = new TreeSet<>();
    zones.values().forEach(root -> buckets.add(root.bucket()));
    buckets.forEach(
        bucket -> documents.put("bucket-policies/" + bucket + ".json", zoneBucket(bucket)));
    SortedSet<String> all = new TreeSet<>(partners);
    for (ChannelSettings channel : channels.values()) {
      if (channel.s3() != null) {
        all.addAll(channel.sends());
        documents.putIfAbsent(
            "bucket-policies/" + channel.s3().bucket() + ".json",
            document(List.of(withoutTls(channel.s3().bucket()))));
      }
    }
    byClass()
        .forEach(
            (kind, roots) ->
                documents.put(
                    "iam/" + kind.name().toLowerCase(Locale.ROOT) + "-read.json", reading(roots)));
    documents.put("iam/pipeline.json", pipeline());
    for (String partner : all) {
      Map<String, Object> document = partner(partner);
      if (!document.isEmpty()) {
        documents.put("iam/partners/" + partner.replace('/', '-') + ".json", document);
      }
    }
    return documents;
  }

  private Map<ZoneClass, List<ObjectRoot>> byClass() {
    Map<ZoneClass, List<ObjectRoot>> byClass = new EnumMap<>(ZoneClass.class);
    zones.forEach(
        (zone, root) ->
            byClass.computeIfAbsent(ZoneClass.of(zone), kind -> new ArrayList<>()).add(root));
    return byClass;
  }

  private Map<String, Object> zoneBucket(String bucket) {
    Map<String, Object> unencrypted =
        statement("DenyPutsWithoutTheKindOfKey", "Deny", List.of("s3:PutObject"), bucket + "/*");
    unencrypted.put("Principal", "*");
    unencrypted.put(
        "Condition",
        Map.of("StringNotEquals", Map.of("s3:x-amz-server-side-encryption", "aws:kms")));
    Map<String, Object> otherKey =
        statement("DenyPutsUnderOtherKeys", "Deny", List.of("s3:PutObject"), bucket + "/*");
    otherKey.put("Principal", "*");
    otherKey.put(
        "Condition",
        Map.of("StringNotEquals", Map.of("s3:x-amz-server-side-encryption-aws-kms-key-id", key)));
    return document(List.of(withoutTls(bucket), unencrypted, otherKey));
  }

  private static Map<String, Object> withoutTls(String bucket) {
    Map<String, Object> statement =
        statement("DenyWithoutTls", "Deny", List.of("s3:*"), bucket, bucket + "/*");
    statement.put("Principal", "*");
    statement.put("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    return statement;
  }

  private Map<String, Object> reading(List<ObjectRoot> roots) {
    List<Map<String, Object>> statements = new ArrayList<>();
    lists(roots, statements);
    statements.add(
        statement("Read", "Allow", List.of("s3:GetObject"), below(roots).toArray(String[]::new)));
    statements.add(keys("kms:Decrypt"));
    return document(statements);
  }

  /** The role that runs concordat: it alone writes. */
  private Map<String, Object> pipeline() {
    List<ObjectRoot> roots = List.copyOf(zones.values());
    List<Map<String, Object>> statements = new ArrayList<>();
    lists(roots, statements);
    statements.add(
        statement(
            "ReadAndWrite",
            "Allow",
            List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
            below(roots).toArray(String[]::new)));
    statements.add(keys("kms:Decrypt", "kms:GenerateDataKey"));
    return document(statements);
  }

  /**
   * One partner's own prefixes; empty when no bucket holds anything of it.
   *
   * @param partner FAMILY/ORGANISATION
   */
  private Map<String, Object> partner(String partner) {
    List<ObjectRoot> readable = new ArrayList<>();
    ObjectRoot reports = zones.get(Zone.REPORTS);
    if (reports != null) {
      readable.add(new ObjectRoot(reports.bucket(), reports.key(partner)));
    }
    List<String> inbox = new ArrayList<>();
    for (ChannelSettings channel : channels.values()) {
      ChannelSettings.S3 s3 = channel.s3();
      if (s3 != null && channel.sends().contains(partner)) {
        String start = s3.bucket() + "/" + (s3.prefix() == null ? "" : s3.prefix());
        inbox.add(start + partner + "/*");
        inbox.add(start + partner.replace('/', '-') + "-*");
        if (s3.receipts() != null) {
          readable.add(new ObjectRoot(s3.bucket(), s3.receipts() + partner));
        }
      }
    }
    if (readable.isEmpty() && inbox.isEmpty()) {
      return Map.of();
    }
    List<Map<String, Object>> statements = new ArrayList<>();
    lists(readable, statements);
    if (!readable.isEmpty()) {
      statements.add(
          statement(
              "ReadItsOwn",
              "Allow",
              List.of("s3:GetObject"),
              below(readable).toArray(String[]::new)));
      statements.add(keys("kms:Decrypt"));
    }
    if (!inbox.isEmpty()) {
      statements.add(
          statement("SendItsOwn", "Allow", List.of("s3:PutObject"), inbox.toArray(String[]::new)));
    }
    return document(statements);
  }

  private static void lists(List<ObjectRoot> roots, List<Map<String, Object>> statements) {
    SortedMap<String, SortedSet<String>> prefixes = new TreeMap<>();
    roots.forEach(
        root ->
            prefixes
                .computeIfAbsent(root.bucket(), bucket -> new TreeSet<>())
                .add(root.start() + "*"));
    int number = 1;
    for (Map.Entry<String, SortedSet<String>> one : prefixes.entrySet()) {
      Map<String, Object> list =
          statement("List" + number++, "Allow", List.of("s3:ListBucket"), one.getKey());
      list.put("Condition", Map.of("StringLike", Map.of("s3:prefix", List.copyOf(one.getValue()))));
      statements.add(list);
    }
  }

  private static SortedSet<String> below(List<ObjectRoot> roots) {
    SortedSet<String> below = new TreeSet<>();
    roots.forEach(root -> below.add(root.bucket() + "/" + root.start() + "*"));
    return below;
  }

  /** Use of the key, through S3 alone. */
  private Map<String, Object> keys(String... actions) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", "Key");
    statement.put("Effect", "Allow");
    statement.put("Action", List.of(actions));
    statement.put("Resource", key);
    statement.put(
        "Condition", Map.of("StringLike", Map.of("kms:ViaService", "s3.*.amazonaws.com")));
    return statement;
  }

  private static Map<String, Object> statement(
      String name, String effect, List<String> actions, String... resources) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", name);
    statement.put("Effect", effect);
    statement.put("Action", actions);
    statement.put("Resource", List.of(resources).stream().map(r -> "arn:aws:s3:::" + r).toList());
    return statement;
  }

  private static Map<String, Object> document(List<Map<String, Object>> statements) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return document;
  }
}
