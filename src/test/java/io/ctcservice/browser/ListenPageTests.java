package io.ctcservice.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.StreamingToneNetwork;
import io.ctcservice.testing.ToneNetwork;
import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests of the page that listens, in a Chromium whose microphone plays a file. Needs what {@link PlaygroundTests} needs. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class ListenPageTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int QUIET = 2 * ToneNetwork.SAMPLE_RATE;

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium(ListenPageTests::microphone);

    private final ChromeDriver browser = CHROMIUM.driver();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        StreamingToneNetwork.register("tones", folder.resolve("tones"), registry);
    }

    private static List<String> microphone() throws IOException {
        double[] said = ToneNetwork.sound("abc");
        var samples = Arrays.copyOf(said, said.length + QUIET);
        var pcm = new short[samples.length];
        for (int n = 0; n < pcm.length; n++) {
            pcm[n] = (short) Math.round(32_767 * samples[n]);
        }
        var file = Files.write(folder.resolve("said.wav"), WavFile.ofShorts(ToneNetwork.SAMPLE_RATE, pcm));
        return List.of(
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--use-file-for-fake-audio-capture=" + file);
    }

    private String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }

    private void open() {
        browser.get("http://127.0.0.1:" + port + "/listen.html");
    }

    private WebDriverWait openAndAwaitNetworks() {
        open();
        var wait = new WebDriverWait(browser, PATIENCE);
        wait.until(page -> browser.findElement(By.id("start")).isEnabled());
        return wait;
    }

    @Test
    void aServiceThatDoesNotAnswerIsNotTakenForOneThatWantsAKey() {
        browser.executeCdpCommand("Network.enable", Map.of());
        browser.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*/networks")));
        try {
            open();
            new WebDriverWait(browser, PATIENCE).until(page -> !text("alert").isEmpty());

            assertThat(text("alert")).contains("Is it still running?", "Load this page again");
            assertThat(browser.findElement(By.id("key-form")).isDisplayed()).isFalse();
        } finally {
            browser.executeCdpCommand("Network.disable", Map.of());
        }
    }

    @Test
    void aStreamThatIsNotOpenedIsCalledSo() {
        var wait = openAndAwaitNetworks();
        browser.executeScript("""
                window.WebSocket = class extends EventTarget {
                  constructor() {
                    super();
                    setTimeout(() => this.dispatchEvent(Object.assign(new Event('close'), {code: 1006})), 50);
                  }
                };
                """);

        browser.findElement(By.id("start")).click();

        wait.until(page -> text("state").startsWith("The service opened no stream"));
        assertThat(browser.findElement(By.id("start")).isEnabled()).isTrue();
    }

    @Test
    void aStreamThatIsLostLeavesItsTextAndWarningsUntilTheNextBegins() {
        var wait = openAndAwaitNetworks();
        browser.executeScript("""
                let sockets = 0;
                window.WebSocket = class extends EventTarget {
                  static OPEN = 1;
                  constructor() {
                    super();
                    this.readyState = 1;
                    if (sockets++ === 0) setTimeout(() => this.play(), 50);
                  }
                  play() {
                    this.dispatchEvent(new Event('open'));
                    const final = {type: 'final', text: 'ab', startSeconds: 0, endSeconds: 1, confidence: 1,
                      warnings: [{pointer: '/blank', detail: 'class 2 acts as the blank'}]};
                    for (const answer of [final, final, {type: 'partial', text: 'abc', stable: 'a'}]) {
                      this.dispatchEvent(Object.assign(new Event('message'), {data: JSON.stringify(answer)}));
                    }
                    this.dispatchEvent(Object.assign(new Event('close'), {code: 1006}));
                  }
                  send() {}
                };
                """);

        browser.findElement(By.id("start")).click();
        wait.until(page -> text("state").equals("The connection was lost."));
        assertThat(text("partial")).isEqualTo("abc");
        assertThat(text("warnings")).isEqualTo("class 2 acts as the blank");
        assertThat(text("finals").lines()).containsExactly("0.0 to 1.0 s", "ab", "0.0 to 1.0 s", "ab");

        browser.executeScript(
                "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { copied = text; }}});");
        browser.findElement(By.id("copy")).click();
        wait.until(page -> text("state").equals("Copied."));
        assertThat(browser.executeScript("return copied;")).isEqualTo("ab\nab\n");

        browser.findElement(By.id("start")).click();
        assertThat(text("partial")).isEmpty();
        assertThat(text("warnings")).isEmpty();
        assertThat(browser.findElement(By.id("copy")).isEnabled()).isFalse();
    }

    @Test
    void aMicrophoneThatIsUnpluggedEndsTheStream() {
        var wait = openAndAwaitNetworks();
        browser.executeScript("""
                const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
                navigator.mediaDevices.getUserMedia = async asked => window.media = await open(asked);
                """);
        browser.findElement(By.id("start")).click();
        wait.until(page -> text("state").equals("Listening."));

        browser.executeScript("window.media.getTracks()[0].dispatchEvent(new Event('ended'));");

        wait.until(page -> text("state").equals("Done."));
        assertThat(text("alert")).isEqualTo("The microphone was disconnected.");
    }

    @Test
    void aMicrophoneThatCannotBeUsedIsClosed() {
        var wait = openAndAwaitNetworks();
        browser.executeScript("""
                const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
                navigator.mediaDevices.getUserMedia = async asked => window.media = await open(asked);
                AudioWorklet.prototype.addModule = () => Promise.reject(new DOMException('Unable to load a module.'));
                """);

        browser.findElement(By.id("start")).click();

        wait.until(page -> text("alert").contains("the service does not answer"));
        assertThat(browser.executeScript("return window.media.getTracks()[0].readyState"))
                .isEqualTo("ended");
        assertThat(browser.findElement(By.id("start")).isEnabled()).isTrue();
    }

    @Test
    void theKeyboardFocusGoesFromTheButtonThatStartsToTheOneThatStopsAndBack() {
        var wait = openAndAwaitNetworks();
        browser.findElement(By.id("start")).sendKeys(Keys.ENTER);
        wait.until(page -> "stop".equals(focused()));

        browser.findElement(By.id("stop")).sendKeys(Keys.ENTER);
        wait.until(page -> "start".equals(focused()));
    }

    private @Nullable String focused() {
        return browser.switchTo().activeElement().getAttribute("id");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280, 1920})
    void thePartsOfThePageStandBelowEachOther(int width) {
        browser.manage().window().setSize(new Dimension(width, 900));
        openAndAwaitNetworks();

        assertThat(browser.executeScript("""
                const parts = [...document.querySelectorAll('main > *')].filter(part => part.offsetHeight > 0)
                  .map(part => part.getBoundingClientRect());
                return parts.length >= 3 && parts.every((part, i) => part.left === parts[0].left
                  && (i === 0 || part.top >= parts[i - 1].bottom))
                  && document.documentElement.scrollWidth <= innerWidth;
                """)).isEqualTo(true);
    }

    @Test
    void whatIsSaidIntoTheMicrophoneIsReadWhileItIsSaid() {
        var wait = openAndAwaitNetworks();
        assertThat(text("network")).contains("tones").doesNotContain("print");

        browser.findElement(By.id("start")).click();
        wait.until(page -> !text("partial").isEmpty());
        wait.until(page -> text("finals").contains("abc")); // the file is played again and again
        browser.findElement(By.id("stop")).click();
        wait.until(page -> text("state").equals("Done."));

        assertThat(browser.findElement(By.id("alert")).isDisplayed()).isFalse();
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .as("errors, those of the content security policy among them")
                .noneMatch(entry -> entry.getLevel().equals(Level.SEVERE));
    }
}
