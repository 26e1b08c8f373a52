package org.concordat.pull.s3;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.concordat.config.ChannelSettings;
import org.concordat.platform.objects.S3Access;
import org.concordat.platform.objects.S3Clients;
import org.concordat.pull.channel.Answer;
import org.concordat.pull.channel.Channel;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.RemoteContent;
import org.concordat.pull.channel.RemoteFile;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A prefix of a bucket. The listing is the truth; what is read is the very version that was listed:
 * its version id where the bucket keeps versions, otherwise its entity tag, which must still match.
 * Objects stay as they are; our manifests alone know what was taken.
 *
 * <p>The entity tag says nothing about the bytes of objects in parts or under KMS keys: they are
 * hashed here, and compared with a SHA-256 the sender gave (the object's own checksum, or {@code
 * sha256} in its metadata).
 */
public final class S3Channel implements Channel {

  private static final String UNVERSIONED = "null";
  private static final String VERSION = "version:";

  private final String name;
  private final ChannelSettings.S3 settings;
  private final Duration silence;
  private final S3Client client;
  private final S3Requests requests;
  private final String prefix;

  /** Made when a connection broke for the first time. */
  private @Nullable S3Client resuming;

  /**
   * @param name the channel's name, for messages
   * @param silence time without a byte of an answer after which it counts as broken off
   * @throws org.concordat.config.WrongRequestException when a secret is not where the settings say
   */
  public S3Channel(String name, ChannelSettings.S3 settings, Duration silence) {
    this.name = name;
    this.settings = settings;
    this.silence = silence;
    this.prefix = settings.prefix() == null ? "" : settings.prefix();
    this.requests = new S3Requests(settings.bucket(), name);
    this.client = S3Clients.of(access(name, settings), false, silence);
  }

  private static S3Access access(String name, ChannelSettings.S3 settings) {
    return new S3Access(
        name + ".s3",
        settings.region(),
        settings.endpoint(),
        settings.pathStyle(),
        settings.checksums(),
        settings.accessKey(),
        settings.secretKey());
  }

  @Override
  public String kind() {
    return "s3";
  }

  @Override
  public List<RemoteFile> list(List<String> starts) throws IOException {
    List<RemoteFile> files = new ArrayList<>();
    for (String start : starts) {
      files.addAll(requests.send("list", start, () -> listed(prefix + start)));
    }
    files.removeIf(file -> file.path().endsWith("/") || isReceipt(file));
    files.sort(Comparator.comparing(RemoteFile::path));
    return files;
  }

  private boolean isReceipt(RemoteFile file) {
    return settings.receipts() != null && file.id().startsWith(settings.receipts());
  }

  /** Latest versions; the plain listing where the store knows no versions or hides them. */
  private List<RemoteFile> listed(String start) {
    try {
      return listedVersions(start);
    } catch (AwsServiceException e) {
      if (e.statusCode() == 403 || e.statusCode() == 400 || e.statusCode() == 501) {
        return listedObjects(start);
      }
      throw e;
    }
  }

  private List<RemoteFile> listedVersions(String start) {
    List<RemoteFile> files = new ArrayList<>();
    ListObjectVersionsRequest request =
        ListObjectVersionsRequest.builder().bucket(settings.bucket()).prefix(start).build();
    while (true) {
      ListObjectVersionsResponse page = client.listObjectVersions(request);
      for (ObjectVersion object : page.versions()) {
        if (Boolean.TRUE.equals(object.isLatest())) {
          files.add(
              file(
                  object.key(),
                  version(object.versionId(), object.eTag(), object.lastModified()),
                  object.size(),
                  object.lastModified()));
        }
      }
      if (!Boolean.TRUE.equals(page.isTruncated())) {
        return files;
      }
      request =
          request.toBuilder()
              .keyMarker(page.nextKeyMarker())
              .versionIdMarker(page.nextVersionIdMarker())
              .build();
    }
  }

  private List<RemoteFile> listedObjects(String start) {
    List<RemoteFile> files = new ArrayList<>();
    ListObjectsV2Request request =
        ListObjectsV2Request.builder().bucket(settings.bucket()).prefix(start).build();
    for (ListObjectsV2Response page : client.listObjectsV2Paginator(request)) {
      for (S3Object object : page.contents()) {
        files.add(
            file(
                object.key(),
                version(null, object.eTag(), object.lastModified()),
                object.size(),
                object.lastModified()));
      }
    }
    return files;
  }

  private RemoteFile file(String key, String version, @Nullable Long bytes, Instant modifiedAt) {
    return new RemoteFile(
        key.substring(prefix.length()), key, version, bytes == null ? -1 : bytes, modifiedAt, null);
  }

  /**
   * The version id after "version:"; where there is none, entity tag and time, since the same bytes
   * put again have the same tag.
   */
  private static String version(
      @Nullable String versionId, @Nullable String entityTag, Instant modifiedAt) {
    return versionId == null || versionId.isEmpty() || versionId.equals(UNVERSIONED)
        ? entityTag + " " + modifiedAt
        : VERSION + versionId;
  }

  @Override
  public RemoteContent open(RemoteFile file, long offset) throws IOException {
    GetObjectRequest.Builder get =
        GetObjectRequest.builder().bucket(settings.bucket()).key(file.id());
    if (file.version().startsWith(VERSION)) {
      get.versionId(file.version().substring(VERSION.length()));
    } else {
      get.ifMatch(file.version().substring(0, file.version().lastIndexOf(' ')));
    }
    if (offset > 0) {
      get.range("bytes=" + offset + "-");
    } else {
      get.checksumMode(ChecksumMode.ENABLED);
    }
    S3Client reader = offset > 0 ? resuming() : client;
    ResponseInputStream<GetObjectResponse> stream =
        requests.send("read", file.path(), () -> reader.getObject(get.build()));
    GetObjectResponse response = stream.response();
    Long length = response.contentLength();
    return new RemoteContent(
        new S3Stream(stream), length == null ? -1 : length + offset, sha256(response));
  }

  private S3Client resuming() {
    S3Client made =
        resuming == null ? S3Clients.of(access(name, settings), true, silence) : resuming;
    resuming = made;
    return made;
  }

  /** The sender's SHA-256 of the whole object, where it gave one. */
  private static @Nullable String sha256(GetObjectResponse response) {
    String stated = response.metadata().get("sha256");
    if (stated != null && stated.matches("[0-9A-Fa-f]{64}")) {
      return stated.toLowerCase(Locale.ROOT);
    }
    String own = response.checksumSHA256();
    return own == null || own.contains("-") || response.contentRange() != null
        ? null
        : HexFormat.of().formatHex(Base64.getDecoder().decode(own));
  }

  /** A version cannot change, and an entity tag was compared when the bytes were given. */
  @Override
  public RemoteFile look(RemoteFile file) {
    return file;
  }

  @Override
  public void answer(Answer answer) throws IOException {
    if (settings.receipts() == null) {
      return;
    }
    String key = settings.receipts() + answer.folder() + "/" + answer.name();
    PutObjectRequest put =
        PutObjectRequest.builder()
            .bucket(settings.bucket())
            .key(key)
            .ifNoneMatch("*")
            .contentType("application/json")
            .checksumAlgorithm(ChecksumAlgorithm.SHA256)
            .build();
    try {
      requests.send(
          "put the receipt",
          answer.name(),
          () -> client.putObject(put, RequestBody.fromString(answer.json())));
    } catch (ChannelFault e) {
      if (!(e.getCause() instanceof AwsServiceException there) || there.statusCode() != 412) {
        throw e;
      }
      // 412: the receipt is there already, and the same name means the same words.
    }
  }

  /** Objects stay: partners' own rules decide how long. */
  @Override
  public void acknowledge(List<RemoteFile> files) {}

  @Override
  public void close() {
    client.close();
    if (resuming != null) {
      resuming.close();
    }
  }
}
