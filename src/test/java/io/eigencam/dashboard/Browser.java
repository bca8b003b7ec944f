package io.eigencam.dashboard;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's Chromium, steered by Playwright; nothing is downloaded. */
final class Browser implements AutoCloseable {
  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  Browser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable().orElseThrow())
                    // its sandbox does not run as root, which containers are
                    .setArgs(List.of("--no-sandbox")));
  }

  /** The browser that the environment variable CHROMIUM names, else one of the usual places. */
  static Optional<Path> executable() {
    return Stream.of(
            System.getenv("CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(Objects::nonNull)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  Page open(String url, int width, int height, ColorScheme scheme) {
    Page page = page(width, height, scheme);
    page.navigate(url);
    return page;
  }

  /** A page that shows nothing yet. */
  Page page(int width, int height, ColorScheme scheme) {
    Page page =
        browser.newPage(
            new com.microsoft.playwright.Browser.NewPageOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme));
    page.setDefaultTimeout(60_000);
    return page;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
