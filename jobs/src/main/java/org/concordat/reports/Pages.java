package org.concordat.reports;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page templates of {@code resources/reports}. Every value is escaped for HTML; a variable a
 * template names and the page does not have is an error, never an empty place.
 */
final class Pages {

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().strictSections(true).withLoader(Pages::reader);

  private Pages() {}

  /** A template by file name without its ending. */
  static Template template(String name) {
    return COMPILER.compile(reader(name));
  }

  /** Writes a message in plain text, in which nothing is escaped. */
  static void writeText(String name, Object words, Path file) {
    write(COMPILER.escapeHTML(false).compile(reader(name)), words, file);
  }

  /** Writes a page. */
  static void write(Template template, Object page, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        template.execute(page, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the page " + file, e);
    }
  }

  private static Reader reader(String name) {
    String path = "/reports/" + name + (name.contains(".") ? "" : ".mustache");
    try (InputStream in = Pages.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no page template " + path);
      }
      InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8);
      StringBuilder all = new StringBuilder();
      char[] buffer = new char[1 << 13];
      for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
        all.append(buffer, 0, read);
      }
      return new StringReader(all.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the page template " + path, e);
    }
  }
}
