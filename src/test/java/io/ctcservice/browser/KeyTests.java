package io.ctcservice.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Tests of the pages of a service that requires a key, below a path. Needs Debian's chromium and chromium-driver, as
 * {@link PlaygroundTests}.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "ctc.warm-up=10ms",
            "server.servlet.context-path=/ctc",
            // SHA-256 of "correct horse battery staple", by sha256sum
            "ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a"
        })
final class KeyTests {
    private static final String KEY = "correct horse battery staple";
    private static final String CERTAIN = "model=oracle&noise=0&text=hello";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static ChromeDriver browser;

    @LocalServerPort
    private int port;

    private PlaygroundPage page;

    @BeforeAll
    static void start() {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void aNewTab() {
        page = new PlaygroundPage(browser, port, "/ctc").visit(CERTAIN);
        page.run("sessionStorage.clear()");
        page.visit(CERTAIN);
        page.patiently("the question", () -> page.find("key-form").isDisplayed());
    }

    private void enter(String key) {
        page.find("key").sendKeys(key, Keys.ENTER);
    }

    @Test
    void thePageAsksForTheKeyAndGoesOn() {
        assertThat(page.textOf("key-form")).contains("only who has a key");
        assertThat(page.textOf("alert-text")).isEmpty();
        assertThat(page.find("key").getRect().getWidth()).isGreaterThan(200); // room for one

        enter(KEY);

        page.await("greedy-text", "hello").awaitQuiet();
        assertThat(page.find("key-form").isDisplayed()).isFalse();
    }

    @Test
    void aWrongKeyIsAskedForAgain() {
        enter("not it");

        page.patiently("the refusal", () -> page.textOf("key-form").contains("does not know this key"));
        enter(KEY);
        page.await("greedy-text", "hello");
    }

    @Test
    void theKeyStaysInTheTabAndIsShownNowhere() {
        enter(KEY);
        page.await("greedy-text", "hello").awaitQuiet();

        page.open(CERTAIN); // not asked again
        assertThat(page.run("return JSON.stringify(localStorage) + document.cookie + location.href"))
                .asString()
                .doesNotContain("horse");
        assertThat(page.run("return document.documentElement.outerHTML"))
                .asString()
                .doesNotContain("horse");
        assertThat(page.textOf("curl")).contains("/ctc/synthesize -H \"Authorization: Bearer $CTC_KEY\"");
        assertThat(page.run("return sessionStorage.getItem('ctc-key')")).isEqualTo(KEY);
    }

    @Test
    void swaggerUiHasAFieldForTheKey() {
        browser.get("http://127.0.0.1:" + port + "/ctc/swagger-ui.html");
        click(".scheme-container .authorize");
        there(".auth-container input").sendKeys(KEY);
        click(".auth-btn-wrapper .authorize");
        click(".auth-btn-wrapper .btn-done");
        click("#operations-ctc-listVocabularies .opblock-summary-control");
        click("#operations-ctc-listVocabularies .try-out__btn");
        click("#operations-ctc-listVocabularies .execute");

        assertThat(there("#operations-ctc-listVocabularies .live-responses-table tr.response .response-col_status")
                        .getText())
                .startsWith("200");
    }

    private static WebElement there(String selector) {
        return new WebDriverWait(browser, PATIENCE)
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }

    private static void click(String selector) {
        new WebDriverWait(browser, PATIENCE)
                .until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)))
                .click();
    }
}
