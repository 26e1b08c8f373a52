package org.concordat.pull.s3;

import java.net.URI;
import java.time.Duration;
import org.concordat.config.ChannelSettings;
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

/** Makes the client of one bucket. It tries nothing again by itself: pull does, with one rule. */
final class S3Clients {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(30);
  private static final String DEFAULT_REGION = "eu-west-2";

  private S3Clients() {}

  /**
   * @param name the channel's name, for messages
   * @param partsOnly whether it reads parts of objects, whose bytes a store's checksum of the whole
   *     object does not fit
   * @throws WrongRequestException when a secret is not where the settings say, or an address is
   *     none
   */
  static S3Client of(String name, ChannelSettings.S3 settings, boolean partsOnly) {
    boolean whenRequired = "when-required".equals(settings.checksums());
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
            .region(Region.of(settings.region() == null ? DEFAULT_REGION : settings.region()))
            .credentialsProvider(credentials(name, settings))
            .forcePathStyle(settings.pathStyle())
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
    if (settings.endpoint() != null) {
      builder.endpointOverride(endpoint(name, settings.endpoint()));
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
        name + ".s3.endpoint \"" + text + "\" is no address such as https://host:port");
  }

  private static AwsCredentialsProvider credentials(String name, ChannelSettings.S3 settings) {
    if (settings.accessKey() == null || settings.secretKey() == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            SecretReference.text(name + ".s3.access-key", settings.accessKey()),
            SecretReference.text(name + ".s3.secret-key", settings.secretKey())));
  }
}
