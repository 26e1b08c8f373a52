package org.concordat.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this code, a part of every version id and run record. */
public final class CodeVersion {

  private static final String TEXT = read();

  private CodeVersion() {}

  public static String text() {
    return TEXT;
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = CodeVersion.class.getResourceAsStream("/concordat.properties")) {
      if (in == null) {
        throw new IllegalStateException("The build left out concordat.properties");
      }
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read concordat.properties", e);
    }
  }
}
