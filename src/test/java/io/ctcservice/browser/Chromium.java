package io.ctcservice.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The headless Chromium of this machine, a new one for the tests of a class. If none is installed, they are skipped, or fail
 * if the environment says CI=true. Nothing is downloaded.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {

    private final Callable<List<String>> arguments;

    private @Nullable ChromeDriver driver;

    Chromium() {
        this(List::of);
    }

    /** @param arguments more of the program, asked for when it is started */
    Chromium(Callable<List<String>> arguments) {
        this.arguments = arguments;
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws Exception {
        driver = start(arguments.call());
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (driver != null) {
            driver.quit();
        }
    }

    /** Returns the browser, which runs from before all tests of the class until after them. */
    ChromeDriver driver() {
        return Objects.requireNonNull(driver, "not started");
    }

    private static ChromeDriver start(List<String> more) {
        Path browser = installed("/usr/bin/chromium", "/usr/bin/google-chrome");
        Path driver = installed("/usr/bin/chromedriver");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .build();
        var options = options(browser);
        options.addArguments(more);
        return new ChromeDriver(service, options);
    }

    private static ChromeOptions options(Path browser) {
        var options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1280,900",
                "--user-data-dir=" + profile());
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options;
    }

    private static Path profile() {
        try {
            var profile = Files.createTempDirectory("chromium");
            profile.toFile().deleteOnExit();
            return profile;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path installed(String... candidates) {
        Optional<Path> found =
                Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            return fail("browser tests need " + candidates[0] + " (Debian packages chromium, chromium-driver)");
        }
        return found.orElseGet(() -> abort("no " + candidates[0] + " here; install chromium and chromium-driver"));
    }
}
