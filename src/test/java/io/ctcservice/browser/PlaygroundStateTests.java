package io.ctcservice.browser;

import static io.ctcservice.browser.PlaygroundPage.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of what the playground makes of links and fields, wrong ones above all; they need a browser as {@link PlaygroundTests} do. */
@ServiceTest
class PlaygroundStateTests {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final ChromeDriver browser = CHROMIUM.driver();

    private final PlaygroundPage page;

    PlaygroundStateTests(@LocalServerPort int port) {
        page = new PlaygroundPage(CHROMIUM, port).resize(1280, 900);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "lattice=zzz, lattice=zzz",
        "model=banana, model=banana",
        "model=toString&toString=1&__proto__=2, model=toString",
        "framesPerSymbol=0, framesPerSymbol=0",
        "seed=abc, seed=abc",
        "noise=-1, noise=-1",
        "lesson=zzz, lesson=zzz",
        "txt=abc, says txt",
        "summary, says summary",
    })
    void mendsALinkThatNamesWhatCannotBe(String link, String told) {
        page.open(link).await("greedy-text", "hello").awaitQuiet();

        assertThat(page.textOf("mended")).contains(told);
        assertThat(page.fragment()).isEmpty();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void keepsTheNumberUntilAnotherIsTyped() {
        page.open(CERTAIN);
        String frames = page.textOf("frames");

        page.press("[name=framesPerSymbol]", Keys.BACK_SPACE);
        page.awaitMessageAt("framesPerSymbol");
        assertThat(page.messageAt("framesPerSymbol")).contains("a whole number from 1 to 50");
        assertThat(page.valueOf("framesPerSymbol")).isEmpty();
        page.press("[name=framesPerSymbol]", "-5");
        page.awaitQuiet();
        assertThat(page.valueOf("framesPerSymbol")).isEqualTo("-5");
        assertThat(page.fragment()).doesNotContain("framesPerSymbol");
        assertThat(page.textOf("frames")).isEqualTo(frames);

        page.type("framesPerSymbol", "5");
        page.patiently("more frames", () -> !page.textOf("frames").equals(frames));
        assertThat(page.messageAt("framesPerSymbol")).isEmpty();
    }

    @Test
    void skipsToTheResultsAndKeepsWhatIsShown() {
        page.open(CERTAIN + "&text=good+day").press(".skip", Keys.ENTER).awaitQuiet();

        assertThat(page.run("return document.activeElement.id")).isEqualTo("results");
        assertThat(page.fragment()).contains("text=good+day");
        assertThat(page.textOf("greedy-text")).isEqualTo("good day");
    }

    @Test
    void keepsWhatIsTooLongForALinkWhenThePageIsLoadedAgain() {
        String words = "hello ".repeat(90).strip();
        page.open(CERTAIN + "&text=hello")
                .paste("lexicon", words)
                .awaitQuiet()
                .patiently("the request", () -> page.run("return history.state") != null)
                .awaitQuiet();
        assertThat(page.fragment()).doesNotContain("lexicon");

        browser.navigate().refresh();
        page.awaitText("greedy-text").awaitQuiet();

        assertThat(page.valueOf("lexicon")).isEqualTo(words);
        assertThat(page.textOf("mended")).isEmpty();
    }

    @Test
    void saysThatALinkWasMendedUntilSomethingElseIsShown() {
        page.open(CERTAIN + "&lattice=zzz");
        assertThat(page.textOf("mended")).contains("zzz");

        page.click("[name=lattice][value=posterior]");

        assertThat(page.textOf("mended")).isEmpty();
    }

    @Test
    void saysThatATextIsTooLongAndDoesNotCutIt() {
        page.open(CERTAIN + "&text=hello").paste("text", "a".repeat(201)).awaitMessageAt("text");

        assertThat(page.messageAt("text"))
                .startsWith("Expected: at most 200 characters.")
                .hasSizeLessThan(120);
        assertThat(page.valueOf("text")).hasSize(201);
    }

    @Test
    void showsWhatIsNewThoughAPartOfItIsRefused() {
        page.open(CERTAIN + "&text=good&lexicon=HELLO")
                .awaitMessageAt("lexicon")
                .awaitQuiet();

        assertThat(page.textOf("greedy-text")).isEqualTo("good");
        assertThat(page.styleOf("results")).doesNotContain("stale");
    }

    @Test
    void asksAgainAtAClickOnceTheServiceAnswers() {
        page.open(CERTAIN + "&text=hello").run("""
                window.real = window.fetch;
                window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
                """);
        page.click("[aria-label='Save the lattice as SVG']").awaitText("alert-text");
        assertThat(page.styleOf("results")).doesNotContain("stale");
        page.paste("text", "again")
                .patiently("the failure", () -> page.styleOf("results").contains("stale"));

        page.run("window.fetch = window.real");
        page.mend("alert").await("greedy-text", "again").awaitQuiet();

        assertThat(page.find("alert").isDisplayed()).isFalse();
        assertThat(page.styleOf("results")).doesNotContain("stale");
    }

    @Test
    void saysThatTheServiceWentAwayWithinItsAnswer() {
        page.open(CERTAIN + "&text=hello").run("""
                window.real = window.fetch;
                window.fetch = async (...asked) => {
                  await window.real(...asked);
                  return new Response(new ReadableStream({start: answer => answer.error(new TypeError('network error'))}));
                };
                """);
        page.paste("text", "again").awaitText("alert-text");
        assertThat(page.textOf("alert-text")).contains("The service does not answer");

        page.run("window.fetch = window.real");
        page.mend("alert").await("greedy-text", "again").awaitQuiet();
    }

    /** In the high contrast of a system, which replaces the colours of a page. */
    @Test
    void showsWhatIsChosenWithoutItsOwnColours() {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
        try {
            assertThat(page.open(CERTAIN).run("""
                    const ground = input => getComputedStyle(input.nextElementSibling).backgroundColor;
                    const [text, file] = document.querySelectorAll('[name=source]');
                    return ground(text) !== ground(file);
                    """)).isEqualTo(true);
        } finally {
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    @Test
    void showsNoEmptyPanelsWhereTheFirstRequestIsRefused() {
        page.visit("text=h%C3%A9").awaitMessageAt("text").awaitQuiet();

        assertThat(page.find("summary").isDisplayed()).isFalse();
        assertThat(page.styleOf("results")).doesNotContain("stale");
        assertThat(page.textOf("nothing")).isEqualTo("Nothing to show yet.");
        page.type("text", "he").await("greedy-text", "he").awaitQuiet();
        assertThat(page.find("summary").isDisplayed()).isTrue();
        assertThat(page.textOf("nothing")).isEmpty();
    }

    /** A service of the tests has no language model of this name, but the request is the same. */
    @Test
    void leavesWeightsThatAreNotGivenToTheService() {
        page.open(CERTAIN + "&text=hello&languageModel=x&request=decode").awaitMessageAt("languageModel");
        page.awaitQuiet();
        assertThat(page.textOf("curl")).contains("\"languageModel\":{\"name\":\"x\"}");

        page.type("weight", "0.05").awaitQuiet();
        page.patiently("the weight", () -> page.textOf("curl").contains("\"name\":\"x\",\"weight\":0.05}"));
        assertThat(page.valueOf("weight")).isEqualTo("0.05");
    }

    @Test
    void showsTheBeamAgainOnceWhatWasRefusedIsTakenBack() {
        page.open(CERTAIN + "&text=hello&lexicon=HELLO")
                .awaitMessageAt("lexicon")
                .awaitQuiet();
        assertThat(page.textOf("beam")).contains("No beam search");
        page.type("lexicon", "").patiently("a beam", () -> page.textOf("beam").contains("Best first"));
        page.type("lexicon", "HELLO").awaitMessageAt("lexicon").awaitQuiet();
        page.type("lexicon", "").awaitQuiet();

        page.patiently(
                "the same beam",
                () -> browser.findElement(By.cssSelector("#beam table")).isDisplayed());
        assertThat(browser.findElement(By.cssSelector("#beam .note")).isDisplayed())
                .isFalse();
    }

    @Test
    void showsTheRequestOfWhatIsShownThoughTheNextIsRefused() {
        page.open(CERTAIN + "&text=hello");
        String command = page.textOf("curl");

        page.type("text", "hello!").awaitMessageAt("text").awaitQuiet();

        assertThat(page.textOf("curl")).isEqualTo(command);
        assertThat(page.styleOf("results")).contains("stale");
    }

    private static final String TOP_OF_HOTWORDS =
            "return Math.round(document.querySelector('[name=hotwords]').getBoundingClientRect().top)";

    @Test
    void putsAMessageAtItsFieldAndMovesNothing() {
        page.resize(1280, 500).open(CERTAIN + "&text=hello");
        page.run("window.scrollTo(0, 700)");
        page.click("#beam-settings summary").type("hotwords", "hello:1").awaitQuiet();
        Object before = page.run(TOP_OF_HOTWORDS);

        page.type("hotwords", "hello:99999999").awaitMessageAt("hotwords").awaitQuiet();

        assertThat(page.isMarkedWrong("hotwords")).isTrue();
        assertThat(page.textOf("alert-text")).isEmpty();
        assertThat(page.run(TOP_OF_HOTWORDS)).isEqualTo(before);
        assertThat(page.find("hotwords-hint").isDisplayed()).isTrue();
    }

    @Test
    void saysWhichHotWordsCannotBeSpelled() {
        page.open(CERTAIN + "&text=hello&hotwords=h%C3%A9llo:3,hell").awaitText("unspellable");

        assertThat(page.textOf("unspellable")).contains("“héllo”").doesNotContain("“hell”");
        assertThat(page.textOf("warnings")).doesNotContain("héllo");
    }

    @Test
    void judgesAReadingOnlyByATargetThatWasGiven() {
        page.open(CERTAIN + "&text=hello");
        assertThat(page.styleOf("greedy-text")).contains("good");

        page.type("target", "help")
                .patiently("a bad reading", () -> page.styleOf("greedy-text").contains("bad"));
    }

    @Test
    void showsTheScoresOfALongReading() {
        page.resize(900, 900)
                .open(CERTAIN + "&text=" + "all+is+well+".repeat(15))
                .awaitText("beam-text")
                .awaitQuiet();

        var score = browser.findElement(By.cssSelector("#beam tbody td:nth-child(2)"));
        var table = browser.findElement(By.cssSelector("#beam .tablescroll"));
        assertThat(score.getText()).matches("−\\d\\.\\d{3}");
        assertThat(page.run("return arguments[0].scrollWidth - arguments[0].clientWidth", table))
                .isEqualTo(0L);
    }

    @Test
    void drawsLogarithmsOfProbabilitiesUpToZeroAndNoFurther() {
        Object scales = page.open("").run("""
                const done = [];
                return import('/js/figure/scale.js').then(({ valueScale, ticks }) => {
                  for (const values of [[0, 0], [-1e-9], [-3, -1]]) {
                    const scale = valueScale({ values, depth: 12, high: 0 });
                    done.push(scale.high, scale.low < 0, ticks(scale, 6).every(tick => tick.value <= 0));
                  }
                  return done.join(' ');
                });
                """);

        assertThat(scales).isEqualTo("0 true true 0 true true 0 true true");
    }

    @Test
    void savesThePictureOfTheViewThatIsShown() {
        page.open(CERTAIN + "&text=hi&lattice=logBeta");
        page.run("URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text; }); return '#'; }");

        page.click("[aria-label='Save the lattice as SVG']");
        page.patiently("a picture", () -> page.run("return window.saved ?? null") != null);
        assertThat(page.run("return window.saved")).asString().contains("Backward variable of “hi”", "ln β");

        page.run("window.saved = null");
        page.click("[aria-label='Save the lattice as PNG']");
        page.patiently("a picture", () -> page.run("return window.saved ?? null") != null);
        assertThat(page.run("return window.saved.slice(1, 4)")).isEqualTo("PNG");
    }

    /** Compares the colour of every cell of the page's figure with that in the picture of the service. */
    @ParameterizedTest
    @CsvSource({
        "lattice=logAlpha, lattice, 5",
        "lattice=logBeta, lattice, 5",
        "lattice=posterior, lattice, 5",
        "emissionScale=log, emissions, 28",
        "noise=0.3, features, 20"
    })
    void drawsAsTheServiceDoes(String state, String figure, int rows) {
        page.open("model=trained&text=hi&" + state);
        page.run("URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text; }); return '#'; }");
        page.click("[aria-label='Save the " + figure + " as SVG']");
        page.patiently("a picture", () -> page.run("return window.saved ?? null") != null);

        Object differing = page.run("""
                const [figure, rows] = arguments;
                const frames = Number(document.getElementById('frames').textContent);
                const drawn = document.querySelector(`#${figure} .scroll canvas`);
                const { rowHeight } = await import(new URL('js/figure/scale.js', document.baseURI));
                const [, x, y, width, height, href] = /<image x="(\\d+)" y="(\\d+)" width="(\\d+)" height="(\\d+)"[^>]* href="([^"]+)"/.exec(window.saved);
                const image = new Image();
                image.src = href;
                await image.decode();
                const served = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
                served.getContext('2d').drawImage(image, 0, 0);
                const corner = (canvas, cellWidth, cellHeight, t, r) => // where no best path passes
                  [...canvas.getContext('2d').getImageData(Math.round((t + 1) * cellWidth) - 3, Math.round(r * cellHeight) + 2, 1, 1).data];
                const different = [];
                for (let t = 0; t < frames; t++) {
                  for (let r = 0; r < rows; r++) {
                    const ours = corner(drawn, parseFloat(drawn.style.width) / frames, rowHeight(rows), t, r);
                    const theirs = corner(served, image.width / frames, image.height / rows, t, r);
                    if (ours.some((value, i) => Math.abs(value - theirs[i]) > 4)) { // a step of the palette, and a rounding
                      different.push(`frame ${t}, row ${r}: ${ours} and ${theirs}`);
                    }
                  }
                }
                return different.join('; ');
                """, figure, rows);

        assertThat(differing).isEqualTo("");
    }

    @Test
    void savesTheNumbersOfAFigure() {
        page.open(CERTAIN + "&text=hi&lattice=posterior");
        page.run("URL.createObjectURL = blob => { blob.text().then(text => { window.saved = text; }); return '#'; }");

        page.click("[aria-label='Save the lattice as CSV']");
        page.patiently("a table", () -> page.run("return window.saved ?? null") != null);

        assertThat(page.run("return window.saved")).asString().startsWith("frame,ε,h,ε,i,ε\n0,");
    }

    @ParameterizedTest
    @CsvSource({"1280, 900", "500, 800"})
    void doesNotMoveWhileItLoads(int width, int height) {
        page.resize(width, height).open("").awaitText("beam-text").awaitQuiet();

        Object shift = page.run("""
                return new Promise(resolve => {
                  new PerformanceObserver(list => resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
                      .observe({type: 'layout-shift', buffered: true});
                  setTimeout(() => resolve(0), 500);
                });
                """);

        assertThat(Double.parseDouble(String.valueOf(shift))).isLessThan(0.002); // 0, but for other fonts
    }
}
