package org.concordat.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concordat.testing.RequiredTools;

/**
 * A real browser without a window, started anew for every page.
 *
 * @param program a Chromium
 * @param folder where profiles and output go
 */
record Browser(Path program, Path folder) {

  /** What the browser wrote. */
  record Answer(String out, String err) {}

  static Browser in(Path folder) {
    return new Browser(
        RequiredTools.find("chromium", "chromium", "chromium-browser", "google-chrome"), folder);
  }

  /** The document as it stands once loaded, and what the browser complained of. */
  Answer dom(Path file, String... flags) throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("--enable-logging=stderr", "--hide-scrollbars", "--dump-dom"));
    all.addAll(Arrays.asList(flags));
    return browse(file, 1400, 900, all.toArray(String[]::new));
  }

  Answer browse(Path file, int width, int height, String... flags)
      throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(folder, "profile");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height));
    command.addAll(Arrays.asList(flags));
    command.add(file.toUri().toString());
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The browser did not finish " + file);
    }
    return new Answer(
        Files.readString(out, StandardCharsets.UTF_8),
        new String(Files.readAllBytes(err), StandardCharsets.ISO_8859_1));
  }
}
