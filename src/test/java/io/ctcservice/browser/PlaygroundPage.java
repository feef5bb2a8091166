package io.ctcservice.browser;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The playground in a browser: the actions of a user, and the visible results. */
final class PlaygroundPage {

    /** The time limit of waits: generous, since a test machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver browser;
    private final String address;

    PlaygroundPage(ChromeDriver browser, int port) {
        this(browser, port, "");
    }

    /** @param path the path that the service is below, {@code /ctc} or nothing */
    PlaygroundPage(ChromeDriver browser, int port, String path) {
        this.browser = browser;
        this.address = "http://127.0.0.1:" + port + path + "/";
    }

    /** Opens the page with a state. */
    PlaygroundPage visit(String fragment) {
        browser.get("about:blank"); // or a mere change of the fragment would not load anew
        browser.manage().logs().get(LogType.BROWSER);
        browser.get(address + "#" + fragment);
        return this;
    }

    /** Opens the page with a state and waits until everything is there. */
    PlaygroundPage open(String fragment) {
        visit(fragment);
        awaitText("greedy-text");
        return awaitQuiet();
    }

    PlaygroundPage resize(int width, int height) {
        browser.manage().window().setSize(new Dimension(width, height));
        return this;
    }

    /** Chooses light or dark, as the button of the page does; to be seen when it is opened next. */
    PlaygroundPage inColours(String theme) {
        browser.get(address + "favicon.svg");
        run("localStorage.setItem('theme', arguments[0])", theme);
        return this;
    }

    PlaygroundPage type(String field, String text) {
        var input = browser.findElement(By.name(field));
        input.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        input.sendKeys(text);
        return this;
    }

    PlaygroundPage press(String id, CharSequence... keys) {
        browser.findElement(By.cssSelector(id)).sendKeys(keys);
        return this;
    }

    PlaygroundPage click(String selector) {
        run("arguments[0].click()", browser.findElement(By.cssSelector(selector)));
        return this;
    }

    /** Drops a file on the page as a drag from the desktop would. */
    PlaygroundPage drop(String name, byte[] content) {
        run("""
                const bytes = Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0));
                const transfer = new DataTransfer();
                transfer.items.add(new File([bytes], arguments[0]));
                for (const type of ['dragover', 'drop']) {
                  document.body.dispatchEvent(new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
                }
                """, name, Base64.getEncoder().encodeToString(content));
        return this;
    }

    /** Waits until the page is idle. */
    PlaygroundPage awaitQuiet() {
        patiently("quiet", () -> "false".equals(find("results").getAttribute("aria-busy")));
        return this;
    }

    PlaygroundPage await(String id, String text) {
        patiently(id + " to be " + text, () -> text.equals(textOf(id)));
        return this;
    }

    PlaygroundPage awaitText(String id) {
        patiently(id, () -> !textOf(id).isEmpty());
        return this;
    }

    /** Returns the text of an element, empty if it is missing. */
    String textOf(String id) {
        return Objects.toString(
                run("const e = document.getElementById(arguments[0]); return e && !e.hidden ? e.textContent : ''", id),
                "");
    }

    String valueOf(String field) {
        return Objects.toString(browser.findElement(By.name(field)).getDomProperty("value"), "");
    }

    boolean isMarkedWrong(String field) {
        return "true".equals(browser.findElement(By.name(field)).getDomAttribute("aria-invalid"));
    }

    String fragment() {
        return Objects.toString(run("return location.hash.slice(1)"), "");
    }

    WebElement find(String id) {
        return browser.findElement(By.id(id));
    }

    /** Returns the browser's error messages since the page was opened. */
    List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return ((JavascriptExecutor) browser).executeScript(script, arguments);
    }

    /** Waits until a condition holds. */
    PlaygroundPage patiently(String what, BooleanSupplier condition) {
        new WebDriverWait(browser, PATIENCE)
                .withMessage(() -> "waited for " + what + "; the page says: " + textOf("alert") + textOf("numbers"))
                .until(driver -> condition.getAsBoolean());
        return this;
    }
}
