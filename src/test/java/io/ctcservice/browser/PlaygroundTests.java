package io.ctcservice.browser;

import static io.ctcservice.browser.PlaygroundPage.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.ctcservice.testing.ServiceTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the playground, which need Debian's chromium and chromium-driver; skipped without them, except in CI. */
@ServiceTest
class PlaygroundTests {

    private static final String LONG =
            "the+quick+brown+fox+jumps+over+the+lazy+dog+and+sleeps+for+a+long+long+while+after+that";

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Path IN_THE_README = Path.of("src/docs/images");

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final ChromeDriver browser = CHROMIUM.driver();

    private final PlaygroundPage page;

    PlaygroundTests(@LocalServerPort int port) {
        page = new PlaygroundPage(CHROMIUM, port).resize(1280, 900);
    }

    @Test
    void readsTheTextThatIsTyped() {
        page.open(CERTAIN)
                .type("text", "hi there")
                .await("greedy-text", "hi there")
                .awaitQuiet();

        assertThat(page.textOf("loss")).matches("\\d+\\.\\d{3}");
    }

    @Test
    void readsWithTheTrainedModel() {
        page.open("").await("greedy-text", "hello").awaitQuiet();

        assertThat(page.textOf("verdict")).contains("Decoded as it was typed");
    }

    @Test
    void findsTheSameByBeamSearch() {
        page.open(CERTAIN + "&text=hello").await("beam-text", "hello").awaitQuiet();

        assertThat(page.textOf("beam")).contains("acoustic", "How they grow");
        page.press("#beam input", Keys.HOME);
        assertThat(page.textOf("beam")).contains("1 of ");
    }

    @Test
    void showsWhatAHotWordAddsToTheScore() {
        page.open(CERTAIN + "&text=hello&hotwords=hello:3")
                .await("beam-text", "hello")
                .awaitQuiet();

        assertThat(page.textOf("beam")).contains("hot words", "3.000");
    }

    @Test
    void findsHotWordsAsWholeWordsOnlyWhereThatIsChosen() {
        page.open(CERTAIN + "&text=hello&hotwords=hell:3&request=decode")
                .await("beam-text", "hello")
                .awaitQuiet();
        assertThat(page.textOf("beam")).contains("hot words", "3.000");

        page.click("#beam-settings summary").press("[name=wholeWords]", Keys.ARROW_DOWN);

        page.patiently("no bonus", () -> !page.textOf("beam").contains("3.000"));
        assertThat(page.textOf("beam")).doesNotContain("hot words");
        assertThat(page.textOf("curl")).containsPattern("\"wholeWords\": ?true");
    }

    @Test
    void theBrowserHasNothingToComplainOf() {
        page.open(CERTAIN + "&text=hello").awaitText("beam-text").awaitQuiet();
        page.type("text", "all is well").await("beam-text", "all is well").awaitQuiet();
        page.click("input[value=p]")
                .click("input[value=posterior]")
                .click("#theme")
                .awaitQuiet();

        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void showsTheLossOfAnotherTarget() {
        page.open(CERTAIN + "&text=hello");
        double certain = Double.parseDouble(page.textOf("loss"));

        page.type("target", "hallo").awaitQuiet();
        page.await("summary-title", "What the model says");

        waitForAnotherLoss(certain);
        assertThat(Double.parseDouble(page.textOf("loss"))).isGreaterThan(certain + 1);
    }

    private void waitForAnotherLoss(double than) {
        String before = String.format(java.util.Locale.ROOT, "%.3f", than);
        page.patiently("another loss", () -> !page.textOf("loss").equals(before));
        page.awaitQuiet();
    }

    @Test
    void saysWhyATargetCannotBe() {
        page.open(CERTAIN + "&text=hi&framesPerSymbol=1&target=connectionist");

        assertThat(page.textOf("verdict")).contains("needs at least 14 frames");
    }

    @Test
    void looksAtADroppedFile() {
        float[][] logits = {{9, 0, 0}, {9, 0, 0}, {0, 0, 9}, {0, 9, 0}};
        page.open(CERTAIN)
                .drop("mine.npy", NpyFile.of(logits))
                .drop("vocabulary.json", "[\"x\", \"y\", \"<blank>\"]".getBytes(StandardCharsets.UTF_8))
                .await("greedy-text", "xy")
                .awaitQuiet();

        assertThat(page.textOf("filename")).isEqualTo("mine.npy: 4 frames of 3 classes");
        assertThat(page.textOf("curl")).contains("-F emissions=@'mine.npy'");
    }

    @Test
    void asksForTheBlankOfAFile() {
        page.open(CERTAIN).drop("mine.npy", NpyFile.of(new float[][] {{9, 0}, {0, 9}}));

        page.awaitMessageAt("blank");
        assertThat(page.messageAt("blank")).contains("Which class is the blank?");
        page.type("blank", "1").await("greedy-text", "0").awaitQuiet();
        assertThat(page.messageAt("blank")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        page.open(CERTAIN).drop("notes.npy", "not numpy at all".getBytes(StandardCharsets.UTF_8));

        page.awaitMessageAt("file");
        assertThat(page.messageAt("file")).contains("notes.npy", "not a .npy file");
    }

    @Test
    void showsWhatTheServiceRefusesAndWhere() {
        page.open(CERTAIN).type("text", "hello!");

        page.awaitMessageAt("text");
        assertThat(page.messageAt("text")).contains("'!' at character 5");
        assertThat(page.isMarkedWrong("text")).isTrue();
        page.type("text", "good").await("greedy-text", "good").awaitQuiet();
        assertThat(page.messageAt("text")).isEmpty();
        assertThat(page.isMarkedWrong("text")).isFalse();
    }

    @Test
    void aLinkBringsBackTheSamePage() {
        page.open("model=oracle&noise=0.9&seed=7")
                .type("text", "back again")
                .await("summary-title", "What the model says");
        page.patiently("the link", () -> page.fragment().contains("back+again"));
        page.click("input[value=posterior]");
        page.patiently("a reading", () -> page.textOf("numbers").contains("back again"))
                .awaitQuiet();
        String numbers = page.textOf("numbers");

        page.open(page.fragment());

        assertThat(page.textOf("numbers")).isEqualTo(numbers);
        assertThat(page.valueOf("text")).isEqualTo("back again");
        assertThat(page.textOf("lattice-explain")).startsWith("γ");
    }

    @Test
    void tellsValuesByKeyboard() {
        page.open(CERTAIN + "&text=hello");

        page.press("#lattice .scroll", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_DOWN);

        assertThat(page.textOf("lattice")).contains("frame 1, state 1: h, ln α");
    }

    @Test
    void goesThroughTheCollapseStepByStep() {
        page.open(CERTAIN + "&text=hi&peakiness=0&framesPerSymbol=5");

        assertThat(page.textOf("collapse-answer")).isEqualTo("hi");
        page.press("#collapse input", Keys.HOME);
        assertThat(page.textOf("collapse-answer")).isEqualTo("h");
        assertThat(page.textOf("collapse")).contains("h is new: it is written.");
        page.click("#collapse button[aria-label='Next frame']");
        assertThat(page.textOf("collapse")).contains("frame 1", "h again, without a blank between");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"light, 1280", "dark, 1280", "light, 390"})
    void hasNoSeriousAccessibilityFault(String colours, int width) {
        page.resize(width, 900).inColours(colours).open(CERTAIN + "&text=hello");
        page.click("#beam-settings summary");

        var faults = new AxeBuilder().analyze(browser).getViolations();

        assertThat(faults)
                .filteredOn(fault -> Set.of("serious", "critical").contains(fault.getImpact()))
                .extracting(PlaygroundTests::described)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a lesson, text=cat&model=oracle&framesPerSymbol=2&target=cut&lesson=loss",
        "an infeasible target, text=hi&model=oracle&framesPerSymbol=1&target=connectionist",
        "a mended link and a hot word that cannot be spelled, lattice=zzz&text=hi&hotwords=q!",
        "a long reading, text=" + LONG + "&model=oracle"
    })
    void hasNoAccessibilityFaultInAnyState(String state, String fragment) {
        page.resize(500, 900).open(fragment);

        assertThat(new AxeBuilder().analyze(browser).getViolations())
                .extracting(PlaygroundTests::described)
                .isEmpty();
    }

    @Test
    void hasNoAccessibilityFaultWithoutAFile() {
        page.visit("source=file").awaitText("nothing");

        assertThat(new AxeBuilder().analyze(browser).getViolations())
                .extracting(PlaygroundTests::described)
                .isEmpty();
    }

    /** Or who speaks to a computer could not say what to press. */
    @Test
    void nameOfAButtonHasWhatIsWrittenOnIt() {
        page.open(CERTAIN + "&text=hello").awaitText("alignment");

        assertThat(new AxeBuilder()
                        .withRules(List.of("label-content-name-mismatch"))
                        .analyze(browser)
                        .getViolations())
                .extracting(PlaygroundTests::described)
                .isEmpty();
    }

    /** A label names the first thing in it that can be named, which may be an output. */
    @Test
    void everyFieldHasALabel() {
        page.open(CERTAIN);

        assertThat(page.run(
                        "return [...document.querySelectorAll('input, select, textarea')].filter(field => field.labels.length === 0"
                                + " && !field.hasAttribute('aria-label')).map(field => field.name).join()"))
                .isEqualTo("");
    }

    private static String described(Rule fault) {
        return fault.getId() + ": " + fault.getHelp() + " "
                + fault.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
    }

    @Test
    void fitsOnAPhone() {
        page.open(CERTAIN + "&text=connectionist");
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        try {
            page.open(CERTAIN + "&text=connectionist");

            assertThat(page.run("return document.documentElement.scrollWidth")).isEqualTo(390L);
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** {@code -Dscreenshots.update=true} puts them into the README, too. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"light", "dark"})
    void hasItsPictureTaken(String colours) throws IOException {
        page.resize(1360, 1480).inColours(colours).open("model=oracle&text=hello+you&noise=0.55&seed=4");
        page.patiently(
                "the line of progress to go", () -> page.styleOf("progress").equals("progress"));

        byte[] picture = browser.getScreenshotAs(OutputType.BYTES);

        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve("playground-" + colours + ".png"), picture);
        if (Boolean.getBoolean("screenshots.update")) {
            Files.createDirectories(IN_THE_README);
            Files.write(IN_THE_README.resolve("playground-" + colours + ".png"), picture);
        }
        assertThat(picture).hasSizeBetween(20_000, 300_000);
    }
}
