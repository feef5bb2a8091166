package io.ctcservice.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
    private static final String HELLO = PlaygroundPage.CERTAIN + "&text=hello";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final ChromeDriver browser = CHROMIUM.driver();

    @LocalServerPort
    private int port;

    private PlaygroundPage page;

    @BeforeEach
    void aNewTab() {
        page = new PlaygroundPage(CHROMIUM, port, "/ctc").visit(HELLO);
        page.run("sessionStorage.clear()");
        page.visit(HELLO);
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

        page.open(HELLO); // not asked again
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

    private WebElement there(String selector) {
        return new WebDriverWait(browser, PATIENCE)
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }

    private void click(String selector) {
        new WebDriverWait(browser, PATIENCE)
                .until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)))
                .click();
    }
}
