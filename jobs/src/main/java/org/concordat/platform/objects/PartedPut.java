package org.concordat.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.concordat.platform.Digest;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Puts a large file in parts, each with its own SHA-256; the object appears when the last request
 * says so, and on its condition. What does not get that far is taken back, so that no parts stay.
 */
final class PartedPut {

  /** Largest file in bytes that is put at once. */
  static final int LARGEST_WHOLE = 64 << 20;

  /** Bytes of a part; S3 takes 10,000 of them, which makes 160 GB. */
  private static final int PART = 16 << 20;

  private final S3Client client;
  private final String bucket;
  private final @Nullable String kmsKey;

  PartedPut(S3Client client, String bucket, @Nullable String kmsKey) {
    this.client = client;
    this.bucket = bucket;
    this.kmsKey = kmsKey;
  }

  /**
   * @param entityTag of what must be there; null when nothing may be
   * @return the new entity tag
   */
  String put(String key, NewObject object, @Nullable String entityTag) throws IOException {
    CreateMultipartUploadRequest.Builder create =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentType(object.contentType())
            .checksumAlgorithm(ChecksumAlgorithm.SHA256)
            .metadata(Map.of(S3Store.SHA256, object.sha256()));
    if (kmsKey != null) {
      create.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(kmsKey);
    }
    String upload = client.createMultipartUpload(create.build()).uploadId();
    boolean isDone = false;
    try {
      List<CompletedPart> parts = sent(key, object, upload);
      CompleteMultipartUploadRequest.Builder complete =
          CompleteMultipartUploadRequest.builder()
              .bucket(bucket)
              .key(key)
              .uploadId(upload)
              .multipartUpload(done -> done.parts(parts));
      complete = entityTag == null ? complete.ifNoneMatch("*") : complete.ifMatch(entityTag);
      String now = client.completeMultipartUpload(complete.build()).eTag();
      isDone = true;
      return now;
    } finally {
      if (!isDone) {
        abort(key, upload);
      }
    }
  }

  private List<CompletedPart> sent(String key, NewObject object, String upload) throws IOException {
    List<CompletedPart> parts = new ArrayList<>();
    try (InputStream in = Files.newInputStream(object.file())) {
      byte[] bytes = in.readNBytes(PART);
      for (int number = 1; bytes.length > 0; number++) {
        String checksum = Base64.getEncoder().encodeToString(Digest.sha256().digest(bytes));
        String entityTag =
            client
                .uploadPart(
                    UploadPartRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .checksumSHA256(checksum)
                        .build(),
                    RequestBody.fromBytes(bytes))
                .eTag();
        parts.add(
            CompletedPart.builder()
                .partNumber(number)
                .eTag(entityTag)
                .checksumSHA256(checksum)
                .build());
        bytes = in.readNBytes(PART);
      }
    }
    return parts;
  }

  /** A digest as S3 takes it. */
  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private void abort(String key, String upload) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      // The failure that led here is the one to tell; a rule of the bucket removes such parts.
      return;
    }
  }
}
