package io.ctcservice.browser;

import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The playground in a browser: the actions of a user, and the visible results. */
final class PlaygroundPage {

    /** The state with a model that knows the alignment and adds no noise: it reads what was written. */
    static final String CERTAIN = "model=oracle&noise=0";

    /** The time limit of waits: generous, since a test machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver browser;
    private final String address;

    PlaygroundPage(Chromium chromium, int port) {
        this(chromium, port, "");
    }

    /** @param path the path that the service is below, {@code /ctc} or nothing */
    PlaygroundPage(Chromium chromium, int port, String path) {
        this.browser = chromium.driver();
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

    /** Puts a text into a field at once, as by pasting. */
    PlaygroundPage paste(String field, String text) {
        run("""
                const [field, text] = arguments;
                field.value = text;
                field.dispatchEvent(new Event('input', {bubbles: true}));
                """, browser.findElement(By.name(field)), text);
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
        return drop(Map.of(name, content));
    }

    /** Drops several files at once. */
    PlaygroundPage drop(Map<String, byte[]> files) {
        var encoded = new HashMap<String, String>();
        files.forEach((name, content) -> encoded.put(name, Base64.getEncoder().encodeToString(content)));
        run("""
                const transfer = new DataTransfer();
                for (const [name, content] of Object.entries(arguments[0])) {
                  transfer.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name));
                }
                for (const type of ['dragover', 'drop']) {
                  document.body.dispatchEvent(new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
                }
                """, encoded);
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

    /** Returns the message at a field, empty if there is none. */
    String messageAt(String field) {
        return textOf("wrong-" + field);
    }

    /** Waits for a message at a field. */
    PlaygroundPage awaitMessageAt(String field) {
        return awaitText("wrong-" + field);
    }

    /** Mends what a message is about by its first button. */
    PlaygroundPage mend(String place) {
        return click("#" + place + " .mend");
    }

    boolean isMarkedWrong(String field) {
        return "true".equals(browser.findElement(By.name(field)).getDomAttribute("aria-invalid"));
    }

    /** Returns the classes of an element, as in its style sheet. */
    String styleOf(String id) {
        return Objects.toString(find(id).getDomProperty("className"), "");
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
                .ignoring(StaleElementReferenceException.class) // the page has drawn it anew meanwhile
                .withMessage(() -> "waited for " + what + "; the page says: " + textOf("alert-text")
                        + run(
                                "return [...document.querySelectorAll('.wrong:not([hidden])')].map(e => e.textContent).join(' ')")
                        + textOf("numbers"))
                .until(driver -> condition.getAsBoolean());
        return this;
    }
}
