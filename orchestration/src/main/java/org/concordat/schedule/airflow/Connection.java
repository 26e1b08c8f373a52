package org.concordat.schedule.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where Airflow answers and who asks.
 *
 * @param address scheme, host and port, without a slash at the end
 * @param user name of an Airflow user
 * @param password its password; never printed
 */
public record Connection(URI address, String user, String password) {

  /** Name of the file that {@code orchestration/airflow up} writes into its home. */
  public static final String FILE = "concordat-airflow.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The connection that {@code airflow up} wrote.
   *
   * @param home home of that Airflow
   * @throws WrongRequestException when there is none or it cannot be read
   */
  public static Connection ofHome(Path home) {
    Path file = home.resolve(FILE);
    JsonNode written = json(file, "No Airflow was started here (orchestration/airflow up), or say");
    Path users = home.resolve(text(written, "users_file", file));
    return new Connection(
        address(text(written, "address", file)),
        text(written, "user", file),
        passwordIn(users, text(written, "user", file)));
  }

  /**
   * The connection that options name.
   *
   * @param address address of Airflow, for example http://127.0.0.1:8080
   * @param passwordFile the password as its first line, or JSON with a password per user
   * @throws WrongRequestException when one of them cannot be used
   */
  public static Connection of(String address, String user, Path passwordFile) {
    return new Connection(address(address), user, passwordIn(passwordFile, user));
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new WrongRequestException(notAnAddress(text), e);
    }
    throw new WrongRequestException(notAnAddress(text));
  }

  private static String notAnAddress(String text) {
    return "--airflow: \"" + text + "\" is no address such as http://127.0.0.1:8080";
  }

  private static String passwordIn(Path file, String user) {
    try {
      String text = Files.readString(file).strip();
      if (!text.startsWith("{")) {
        return text.lines().findFirst().orElse("");
      }
      JsonNode password = JSON.readTree(text).path(user);
      if (password.isTextual()) {
        return password.asText();
      }
      throw new WrongRequestException("The password file " + file + " has no user " + user);
    } catch (IOException e) {
      throw new WrongRequestException("The password file " + file + " cannot be read", e);
    }
  }

  private static JsonNode json(Path file, String otherwise) {
    try {
      return JSON.readTree(file.toFile());
    } catch (java.io.FileNotFoundException | NoSuchFileException e) {
      throw new WrongRequestException(
          otherwise + " where it is: --airflow URL --user NAME --password-file FILE", e);
    } catch (IOException e) {
      throw new WrongRequestException(file + " cannot be read", e);
    }
  }

  private static String text(JsonNode written, String key, Path file) {
    JsonNode value = written.path(key);
    if (!value.isTextual()) {
      throw new WrongRequestException(file + " has no \"" + key + "\"");
    }
    return value.asText();
  }

  @Override
  public String toString() {
    return user + " at " + address;
  }
}
