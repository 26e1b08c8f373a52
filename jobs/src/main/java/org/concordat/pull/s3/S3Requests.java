package org.concordat.pull.s3;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.concordat.pull.channel.ChannelFault;
import org.concordat.pull.channel.ChannelFault.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends requests to one bucket, each once, and turns what comes instead of answers into words. */
final class S3Requests {

  private final String bucket;
  private final String name;

  /**
   * @param name the channel's name, for messages
   */
  S3Requests(String bucket, String name) {
    this.bucket = bucket;
    this.name = name;
  }

  /**
   * The answer.
   *
   * @param what what is asked for, as messages call it, for example read
   * @param about the file or folder it is about
   * @throws ChannelFault when there is none
   */
  <T> T send(String what, String about, Callable<T> call) throws IOException {
    try {
      return call.call();
    } catch (AwsServiceException e) {
      int status = e.statusCode();
      throw status == 409 && what.startsWith("put")
          ? new ChannelFault(Kind.BUSY, words(what, about) + ": another put is at work", e)
          : ChannelFault.ofStatus(status, words(what, about) + reason(status), e, retryAfter(e));
    } catch (SdkClientException e) {
      throw new ChannelFault(Kind.BUSY, words(what, about) + ": the store is out of reach", e);
    } catch (IOException | SdkException e) {
      throw new ChannelFault(Kind.BUSY, words(what, about) + ": the answer broke off", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Cannot " + what, e);
    }
  }

  private static Optional<String> retryAfter(AwsServiceException answered) {
    return Optional.ofNullable(answered.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(answer -> answer.firstMatchingHeader("Retry-After"));
  }

  private String words(String what, String about) {
    return "cannot " + what + " " + about + " in bucket " + bucket + " of " + name;
  }

  private static String reason(int status) {
    return switch (status) {
      case 401, 403 -> ": refused (" + status + "); are key and bucket policy right?";
      case 404 -> ": not there (404)";
      case 412 -> ": it changed after it was listed (412)";
      default -> ": answer " + status;
    };
  }
}
