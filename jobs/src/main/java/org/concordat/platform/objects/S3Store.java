package org.concordat.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.concordat.config.ObjectStoreSettings;
import org.concordat.config.Settings;
import org.concordat.platform.Digest;
import org.concordat.platform.Retries;
import org.concordat.platform.objects.StoreFault.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * A bucket of S3 or of a store like it. Each object states the SHA-256 of its bytes twice: as the
 * checksum that the store verifies, and in its metadata, which objects in parts have too.
 */
public final class S3Store implements ObjectStore {

  /** Name of the metadata. */
  static final String SHA256 = "sha256";

  private final S3Client client;
  private final String bucket;
  private final @Nullable String kmsKey;
  private final Retries retries;
  private final PartedPut parts;

  private S3Store(S3Client client, String bucket, @Nullable String kmsKey, Retries retries) {
    this.client = client;
    this.bucket = bucket;
    this.kmsKey = kmsKey;
    this.retries = retries;
    this.parts = new PartedPut(client, bucket, kmsKey);
  }

  /**
   * @param again is told, in a few words, before a request is tried again
   * @throws org.concordat.config.WrongRequestException when the settings do not fit, or a secret is
   *     not where they say
   */
  public static S3Store of(String bucket, Settings settings, Consumer<String> again) {
    ObjectStoreSettings store = settings.objectStore().checked();
    return new S3Store(
        S3Clients.of(S3Access.of(store), false),
        bucket,
        store.kmsKey(),
        new Retries(
            settings.pull().attempts(),
            settings.pull().firstWaitMillis(),
            StoreFault::canHelp,
            StoreFault::words,
            failure -> Optional.empty(),
            again));
  }

  @Override
  public List<StoredObject> list(String start) throws IOException {
    return request(
        "list",
        start,
        () -> {
          List<StoredObject> objects = new ArrayList<>();
          client
              .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(start))
              .contents()
              .forEach(object -> objects.add(listed(object)));
          return objects;
        });
  }

  private static StoredObject listed(S3Object object) {
    Long bytes = object.size();
    return new StoredObject(object.key(), bytes == null ? -1 : bytes, object.eTag(), null);
  }

  @Override
  public Optional<StoredObject> head(String key) throws IOException {
    try {
      HeadObjectResponse head =
          request(
              "look at", key, () -> client.headObject(request -> request.bucket(bucket).key(key)));
      return Optional.of(
          new StoredObject(key, head.contentLength(), head.eTag(), head.metadata().get(SHA256)));
    } catch (StoreFault e) {
      if (e.kind() == Kind.GONE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public StoredObject get(StoredObject seen, Path to) throws IOException {
    return request("fetch", seen.key(), () -> fetched(seen, to));
  }

  private StoredObject fetched(StoredObject seen, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling(""));
    Path draft = to.resolveSibling("." + to.getFileName() + ".fetched");
    try (ResponseInputStream<GetObjectResponse> in =
        client.getObject(
            request ->
                request
                    .bucket(bucket)
                    .key(seen.key())
                    .ifMatch(seen.entityTag())
                    .checksumMode(ChecksumMode.ENABLED))) {
      String sha256 = copied(in, draft);
      String stated = stated(in.response());
      if (Files.size(draft) != seen.bytes() || (stated != null && !stated.equals(sha256))) {
        throw new StoreFault(
            Kind.DAMAGED,
            words("fetch", seen.key())
                + ": its bytes are not those that were stated when it was put");
      }
      Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new StoredObject(seen.key(), seen.bytes(), seen.entityTag(), sha256);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String copied(InputStream in, Path draft) throws IOException {
    try (DigestOutputStream out =
        new DigestOutputStream(Files.newOutputStream(draft), Digest.sha256())) {
      in.transferTo((OutputStream) out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    }
  }

  private static @Nullable String stated(GetObjectResponse response) {
    String ours = response.metadata().get(SHA256);
    String whole = response.checksumSHA256();
    return ours != null || whole == null || whole.contains("-")
        ? ours
        : HexFormat.of().formatHex(Base64.getDecoder().decode(whole));
  }

  @Override
  public String putNew(String key, NewObject object) throws IOException {
    return put(key, object, null);
  }

  @Override
  public String putCopy(StoredObject same, String key, NewObject object) throws IOException {
    if (head(key).isPresent()) {
      return putNew(key, object); // some stores copy over what is there, whatever the condition
    }
    try {
      return request("copy to", key, () -> copied(same, key));
    } catch (StoreFault e) {
      return putNew(key, object); // the source changed, or the store copies nothing
    }
  }

  private String copied(StoredObject same, String key) {
    CopyObjectRequest.Builder copy =
        CopyObjectRequest.builder()
            .sourceBucket(bucket)
            .sourceKey(same.key())
            .copySourceIfMatch(same.entityTag())
            .destinationBucket(bucket)
            .destinationKey(key)
            .ifNoneMatch("*");
    if (kmsKey != null) {
      copy.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(kmsKey);
    }
    return client.copyObject(copy.build()).copyObjectResult().eTag();
  }

  @Override
  public String putOver(String key, NewObject object, String entityTag) throws IOException {
    return put(key, object, entityTag);
  }

  /**
   * @param entityTag of what must be there; null when nothing may be
   */
  private String put(String key, NewObject object, @Nullable String entityTag) throws IOException {
    try {
      return request(
          "put",
          key,
          () -> {
            if (object.bytes() <= PartedPut.LARGEST_WHOLE) {
              return whole(key, object, entityTag);
            }
            requireAsSeen(key, entityTag);
            return parts.put(key, object, entityTag);
          });
    } catch (StoreFault e) {
      // An earlier attempt may have done it and its answer been lost.
      Optional<StoredObject> there = e.kind() == Kind.CHANGED ? head(key) : Optional.empty();
      if (there.isPresent() && object.sha256().equals(there.get().sha256())) {
        return there.get().entityTag();
      }
      throw e;
    }
  }

  /** Asks before gigabytes are sent for nothing; the store asks again when they are there. */
  private void requireAsSeen(String key, @Nullable String entityTag) throws IOException {
    String there =
        list(key).stream()
            .filter(object -> object.key().equals(key))
            .map(StoredObject::entityTag)
            .findFirst()
            .orElse(null);
    if (!Objects.equals(there, entityTag)) {
      throw new StoreFault(Kind.CHANGED, words("put", key) + reason(412));
    }
  }

  private String whole(String key, NewObject object, @Nullable String entityTag) {
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(object.contentType())
            .checksumSHA256(PartedPut.base64(object.sha256()))
            .metadata(Map.of(SHA256, object.sha256()));
    if (kmsKey != null) {
      put.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(kmsKey);
    }
    put = entityTag == null ? put.ifNoneMatch("*") : put.ifMatch(entityTag);
    return client.putObject(put.build(), RequestBody.fromFile(object.file())).eTag();
  }

  @Override
  public void delete(String key) throws IOException {
    request("remove", key, () -> client.deleteObject(request -> request.bucket(bucket).key(key)));
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T request(String what, String key, Callable<T> call) throws IOException {
    return retries.of(() -> once(what, key, call));
  }

  private <T> T once(String what, String key, Callable<T> call) throws IOException {
    try {
      return call.call();
    } catch (AwsServiceException e) {
      throw new StoreFault(
          StoreFault.kindOf(e.statusCode()), words(what, key) + reason(e.statusCode()), e);
    } catch (SdkClientException e) {
      throw new StoreFault(Kind.BUSY, words(what, key) + ": the store is out of reach", e);
    } catch (StoreFault e) {
      throw e;
    } catch (IOException | SdkException e) {
      throw new StoreFault(Kind.BUSY, words(what, key) + ": the answer broke off", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot " + what, e);
    }
  }

  private String words(String what, String key) {
    return "cannot " + what + " s3://" + bucket + "/" + key;
  }

  private static String reason(int status) {
    return switch (status) {
      case 401, 403 -> ": refused (" + status + "); are role, key and bucket policy right?";
      case 404 -> ": not there (404)";
      case 412 -> ": somebody else wrote it meanwhile (412)";
      default -> ": answer " + status;
    };
  }
}
