package org.concordat.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concordat.platform.Folders;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a test server, seen by a partner that puts files into it. */
public final class S3Bucket implements AutoCloseable {

  private final S3Client client;
  private final String bucket;

  private S3Bucket(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  /** Makes a bucket. */
  public static S3Bucket make(URI endpoint, String bucket, String accessKey, String secretKey) {
    S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .region(Region.EU_WEST_2)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
            .build();
    client.createBucket(request -> request.bucket(bucket));
    return new S3Bucket(client, bucket);
  }

  /** Keeps every version from now on. */
  public S3Bucket versioned() {
    client.putBucketVersioning(
        request ->
            request
                .bucket(bucket)
                .versioningConfiguration(
                    configuration -> configuration.status(BucketVersioningStatus.ENABLED)));
    return this;
  }

  /** Puts all files of a folder below a prefix. */
  public void putAll(Path folder, String prefix) {
    for (Path file : Folders.filesBelow(folder)) {
      client.putObject(
          request -> request.bucket(bucket).key(prefix + file.toString().replace('\\', '/')),
          folder.resolve(file));
    }
  }

  /** Puts one file, which may be large. */
  public void putFile(String key, Path file) {
    client.putObject(request -> request.bucket(bucket).key(key), file);
  }

  public void put(String key, byte[] bytes) {
    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
  }

  /** Puts an object with a SHA-256 in its metadata, as a sender that hashes does. */
  public void putWithDigest(String key, byte[] bytes, String sha256) {
    client.putObject(
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .metadata(Map.of("sha256", sha256))
            .build(),
        RequestBody.fromBytes(bytes));
  }

  /** Keys below a prefix, in order. */
  public List<String> keys(String prefix) {
    return client
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .sorted()
        .toList();
  }

  public String text(String key) {
    return client.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String();
  }

  /** The bytes of an object. */
  public byte[] bytes(String key) {
    return client.getObjectAsBytes(request -> request.bucket(bucket).key(key)).asByteArray();
  }

  public String contentType(String key) {
    return client.headObject(request -> request.bucket(bucket).key(key)).contentType();
  }

  @Override
  public void close() {
    client.close();
  }
}
