package org.concordat.platform.objects;

import java.net.URI;
import java.time.Duration;
import org.concordat.config.WrongRequestException;
import org.concordat.platform.SecretReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes clients. They try nothing again by themselves: their callers do, with one rule. */
public final class S3Clients {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(30);
  private static final String DEFAULT_REGION = "eu-west-2";

  private S3Clients() {}

  /**
   * @param partsOnly whether it reads parts of objects, whose bytes a store's checksum of the whole
   *     object does not fit
   * @throws WrongRequestException when a secret is not where the settings say, or an address is
   *     none
   */
  public static S3Client of(S3Access access, boolean partsOnly) {
    return of(access, partsOnly, READ);
  }

  /**
   * @param silence time without a byte of an answer after which it counts as broken off
   * @see #of(S3Access, boolean)
   */
  public static S3Client of(S3Access access, boolean partsOnly, Duration silence) {
    boolean whenRequired = "when-required".equals(access.checksums());
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(silence))
            .region(Region.of(access.region() == null ? DEFAULT_REGION : access.region()))
            .credentialsProvider(credentials(access))
            .forcePathStyle(access.pathStyle())
            .requestChecksumCalculation(
                whenRequired
                    ? RequestChecksumCalculation.WHEN_REQUIRED
                    : RequestChecksumCalculation.WHEN_SUPPORTED)
            .responseChecksumValidation(
                whenRequired || partsOnly
                    ? ResponseChecksumValidation.WHEN_REQUIRED
                    : ResponseChecksumValidation.WHEN_SUPPORTED)
            .overrideConfiguration(
                configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()));
    if (access.endpoint() != null) {
      builder.endpointOverride(endpoint(access.name(), access.endpoint()));
    }
    return builder.build();
  }

  /**
   * Signs links with the same keys.
   *
   * @throws WrongRequestException as {@link #of} does
   */
  static S3Presigner presigner(S3Access access) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .region(Region.of(access.region() == null ? DEFAULT_REGION : access.region()))
            .credentialsProvider(credentials(access))
            .serviceConfiguration(
                // A browser asks for no checksum.
                S3Configuration.builder()
                    .pathStyleAccessEnabled(access.pathStyle())
                    .checksumValidationEnabled(false)
                    .build());
    if (access.endpoint() != null) {
      builder.endpointOverride(endpoint(access.name(), access.endpoint()));
    }
    return builder.build();
  }

  private static URI endpoint(String name, String text) {
    try {
      URI endpoint = URI.create(text);
      if (endpoint.getScheme() != null && endpoint.getHost() != null) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      throw notAnAddress(name, text);
    }
    throw notAnAddress(name, text);
  }

  private static WrongRequestException notAnAddress(String name, String text) {
    return new WrongRequestException(
        name + ".endpoint \"" + text + "\" is no address such as https://host:port");
  }

  private static AwsCredentialsProvider credentials(S3Access access) {
    if (access.accessKey() == null || access.secretKey() == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            SecretReference.text(access.name() + ".access-key", access.accessKey()),
            SecretReference.text(access.name() + ".secret-key", access.secretKey())));
  }
}
