package org.concordat.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One partner's way of sending, as channels.yaml writes it. Exactly one of {@code s3}, {@code
 * sftp}, {@code mesh} and {@code folder} is there. Secrets stand as references only: {@code
 * file:/path} or {@code env:NAME}.
 *
 * @param sends whose submissions may come here, each as FAMILY/ORGANISATION
 * @param deliveryNote whether a delivery.json beside a manifest is the channel's own and says who
 *     sent it and when; false where the partner itself can write there
 * @param s3 a bucket of S3 or of a store like it
 * @param sftp a folder on an SFTP server
 * @param mesh a MESH mailbox
 * @param folder a folder that is mounted here
 * @param limits what is too large to be taken; null for the defaults
 */
public record ChannelSettings(
    List<String> sends,
    @JsonProperty("delivery-note") boolean deliveryNote,
    @Nullable S3 s3,
    @Nullable Sftp sftp,
    @Nullable Mesh mesh,
    @Nullable Folder folder,
    @Nullable Limits limits) {

  /** How a sender is written: FAMILY/ORGANISATION. */
  public static final String SENDER = "(MH|AM|PF|ED|UC)/[A-Za-z0-9]{1,10}";

  public ChannelSettings {
    sends = sends == null ? List.of() : List.copyOf(sends);
    limits = limits == null ? Limits.DEFAULT : limits;
  }

  /**
   * @param bucket the bucket
   * @param prefix what keys start with, a folder with a slash at its end; null for the whole bucket
   * @param region region of the bucket; null for eu-west-2
   * @param endpoint address of a store like S3; null for S3 itself
   * @param pathStyle whether the bucket stands in the path and not in the host name
   * @param checksums when-supported, or when-required for stores that refuse the checksums newer
   *     clients add; null for when-supported
   * @param accessKey reference to the access key id; null to use the machine's own role
   * @param secretKey reference to the secret key; null with the access key
   * @param receipts prefix under which receipts are put, a folder with a slash at its end; null for
   *     none
   */
  public record S3(
      String bucket,
      @Nullable String prefix,
      @Nullable String region,
      @Nullable String endpoint,
      @JsonProperty("path-style") boolean pathStyle,
      @Nullable String checksums,
      @Nullable @JsonProperty("access-key") String accessKey,
      @Nullable @JsonProperty("secret-key") String secretKey,
      @Nullable String receipts) {}

  /**
   * @param host name of the server
   * @param port its port; 0 for 22
   * @param user name to sign in with
   * @param hostKeyFile file in the form of known_hosts that holds the server's key
   * @param keyFile private key to sign in with, readable by its owner only
   * @param keyPassword reference to its password; null when it has none
   * @param path folder on the server; null for the one after signing in
   * @param afterLanding rename (to .done) or leave, where the server forbids renaming; null for
   *     rename
   * @param receipts folder on the server in which receipts are put; null for none
   */
  public record Sftp(
      String host,
      int port,
      String user,
      @JsonProperty("host-key-file") String hostKeyFile,
      @JsonProperty("key-file") String keyFile,
      @Nullable @JsonProperty("key-password") String keyPassword,
      @Nullable String path,
      @Nullable @JsonProperty("after-landing") String afterLanding,
      @Nullable String receipts) {}

  /**
   * @param url address up to and including messageexchange
   * @param mailbox our mailbox
   * @param password reference to its password
   * @param sharedKey reference to the key shared by all clients of the environment
   * @param workflow workflow id of the messages that are taken, or MESH's filter on it
   * @param partnerMailbox the partner's mailbox: only its messages are taken, and receipts go to
   *     it; null for messages of anybody, and no receipts
   * @param receiptWorkflow workflow id of receipts; null for none
   * @param keyStore file with our client certificate and its key, PKCS#12 or PEM; null without
   *     mutual TLS
   * @param keyStorePassword reference to its password; null when it has none
   * @param trustStore file with the certificates the server's own may hang on, PKCS#12 or PEM; null
   *     for Java's own
   * @param trustStorePassword reference to its password; null when it has none
   */
  public record Mesh(
      String url,
      String mailbox,
      String password,
      @JsonProperty("shared-key") String sharedKey,
      String workflow,
      @Nullable @JsonProperty("partner-mailbox") String partnerMailbox,
      @Nullable @JsonProperty("receipt-workflow") String receiptWorkflow,
      @Nullable @JsonProperty("key-store") String keyStore,
      @Nullable @JsonProperty("key-store-password") String keyStorePassword,
      @Nullable @JsonProperty("trust-store") String trustStore,
      @Nullable @JsonProperty("trust-store-password") String trustStorePassword) {}

  /**
   * @param path the folder
   * @param receipts folder in which receipts are put; null for none
   */
  public record Folder(String path, @Nullable String receipts) {}

  /**
   * @param fileMegabytes largest file as sent
   * @param unpackedMegabytes largest sum of the files in one archive
   * @param unpackedRatio how many times larger than the archive its files may be
   * @param files most files of one submission
   */
  public record Limits(
      @JsonProperty("file-megabytes") int fileMegabytes,
      @JsonProperty("unpacked-megabytes") int unpackedMegabytes,
      @JsonProperty("unpacked-ratio") int unpackedRatio,
      int files) {

    static final Limits DEFAULT = new Limits(4_000, 8_000, 200, 100);

    /** Nought, or a limit that was left out, means its default. */
    public Limits {
      fileMegabytes = fileMegabytes == 0 ? 4_000 : fileMegabytes;
      unpackedMegabytes = unpackedMegabytes == 0 ? 8_000 : unpackedMegabytes;
      unpackedRatio = unpackedRatio == 0 ? 200 : unpackedRatio;
      files = files == 0 ? 100 : files;
    }

    public long fileBytes() {
      return fileMegabytes * 1_000_000L;
    }

    public long unpackedBytes() {
      return unpackedMegabytes * 1_000_000L;
    }
  }

  /** The limits, defaults where none are given. */
  public Limits limitsOrDefault() {
    return limits == null ? Limits.DEFAULT : limits;
  }

  /** What is wrong with it in words, without the channel's name; empty when nothing is. */
  String problem() {
    long kinds = Stream.of(s3, sftp, mesh, folder).filter(kind -> kind != null).count();
    if (kinds != 1) {
      return "needs exactly one of s3, sftp, mesh and folder, and has " + kinds;
    }
    if (sends.isEmpty()) {
      return "needs sends, whose submissions may come here, for example [MH/RX4]";
    }
    for (String sender : sends) {
      if (!sender.matches(SENDER)) {
        return "sends \"" + sender + "\", which is not FAMILY/ORGANISATION such as MH/RX4";
      }
    }
    if (smallest(limitsOrDefault()) < 0) {
      return "has a limit below nought";
    }
    return missing().isEmpty() ? secretProblem() : "needs " + String.join(", ", missing());
  }

  private static int smallest(Limits limits) {
    return Math.min(
        Math.min(limits.fileMegabytes(), limits.unpackedMegabytes()),
        Math.min(limits.unpackedRatio(), limits.files()));
  }

  private List<String> missing() {
    if (s3 != null) {
      return absent("s3.bucket", s3.bucket);
    }
    if (sftp != null) {
      return absent(
          "sftp.host", sftp.host,
          "sftp.user", sftp.user,
          "sftp.host-key-file", sftp.hostKeyFile,
          "sftp.key-file", sftp.keyFile);
    }
    if (mesh != null) {
      return absent(
          "mesh.url", mesh.url,
          "mesh.mailbox", mesh.mailbox,
          "mesh.password", mesh.password,
          "mesh.shared-key", mesh.sharedKey,
          "mesh.workflow", mesh.workflow);
    }
    return folder == null ? List.of() : absent("folder.path", folder.path);
  }

  private static List<String> absent(@Nullable String... namesAndValues) {
    return Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
        .filter(i -> namesAndValues[i + 1] == null || namesAndValues[i + 1].isBlank())
        .map(i -> String.valueOf(namesAndValues[i]))
        .toList();
  }

  private String secretProblem() {
    if (s3 != null && (s3.accessKey == null) != (s3.secretKey == null)) {
      return "needs s3.access-key and s3.secret-key together, or neither";
    }
    for (Map.Entry<String, String> secret : secrets().entrySet()) {
      if (!secret.getValue().matches("(file:|env:).+")) {
        return "needs " + secret.getKey() + " as a reference, file:/path or env:NAME";
      }
    }
    if (sftp != null && sftp.afterLanding != null && !sftp.afterLanding.matches("rename|leave")) {
      return "needs sftp.after-landing as rename or leave";
    }
    return s3 == null ? "" : s3Problem(s3);
  }

  private static String s3Problem(S3 s3) {
    if (s3.checksums != null && !s3.checksums.matches("when-(supported|required)")) {
      return "needs s3.checksums as when-supported or when-required";
    }
    for (String folder : new String[] {s3.prefix, s3.receipts}) {
      if (folder != null && !folder.isEmpty() && !folder.endsWith("/")) {
        return "needs s3.prefix and s3.receipts with a slash at the end";
      }
    }
    return "";
  }

  private Map<String, String> secrets() {
    SortedMap<String, String> secrets = new TreeMap<>();
    if (s3 != null && s3.accessKey != null && s3.secretKey != null) {
      secrets.put("s3.access-key", s3.accessKey);
      secrets.put("s3.secret-key", s3.secretKey);
    }
    if (sftp != null && sftp.keyPassword != null) {
      secrets.put("sftp.key-password", sftp.keyPassword);
    }
    if (mesh != null) {
      secrets.put("mesh.password", mesh.password);
      secrets.put("mesh.shared-key", mesh.sharedKey);
      if (mesh.keyStorePassword != null) {
        secrets.put("mesh.key-store-password", mesh.keyStorePassword);
      }
      if (mesh.trustStorePassword != null) {
        secrets.put("mesh.trust-store-password", mesh.trustStorePassword);
      }
    }
    return secrets;
  }
}
