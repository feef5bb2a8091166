package io.ctcservice.browser;

import static io.ctcservice.browser.DroppedFiles.VOCABULARY;
import static io.ctcservice.browser.DroppedFiles.json;
import static io.ctcservice.browser.DroppedFiles.logits;
import static io.ctcservice.browser.PlaygroundPage.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceTest;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of links that name files and networks, which may be missing; they need a browser as {@link PlaygroundTests} do. */
@ServiceTest
class PlaygroundLinkTests {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final PlaygroundPage page;

    PlaygroundLinkTests(@LocalServerPort int port) {
        page = new PlaygroundPage(CHROMIUM, port).resize(1280, 900);
    }

    @Test
    void keepsWhatALinkSaysOfTheFileThatItWaitsFor() {
        page.visit("source=file&file=m.npy&vocabulary=_code&blank=0&target=cod")
                .awaitText("filename")
                .patiently("the wait", () -> page.textOf("filename").contains("drop it here to see the same"));

        page.drop("m.npy", NpyFile.of(logits(2))).await("greedy-text", "coco").awaitQuiet();

        assertThat(page.textOf("target-text")).isEqualTo("cod");
        assertThat(page.fragment()).contains("vocabulary=_code", "blank=0", "target=cod");
    }

    @Test
    void forgetsWhatALinkSaysWhenAnotherFileIsDropped() {
        page.visit("source=file&file=m.npy&vocabulary=_abcd&blank=3&target=cod")
                .patiently("the wait", () -> page.textOf("filename").contains("m.npy"));

        page.drop(Map.of("other.npy", NpyFile.of(logits(2)), "symbols.json", VOCABULARY))
                .await("greedy-text", "coco")
                .awaitQuiet();

        assertThat(page.valueOf("blank")).isEqualTo("0");
        assertThat(page.valueOf("target")).isEmpty();
    }

    @Test
    void showsNoOtherFileThanThatOfALinkThatIsGoneBackTo() {
        page.open(CERTAIN)
                .drop(Map.of("a.npy", NpyFile.of(logits(2)), "symbols.json", VOCABULARY))
                .await("greedy-text", "coco")
                .awaitQuiet();
        page.click("#lessons a").await("greedy-text", "hello").awaitQuiet();
        page.drop(Map.of("b.npy", NpyFile.of(logits(3)), "symbols.json", VOCABULARY))
                .await("greedy-text", "cococo")
                .awaitQuiet();

        page.run("history.back()");
        page.patiently("the name", () -> page.textOf("filename").contains("made with a.npy"))
                .awaitQuiet();

        assertThat(page.find("summary").isDisplayed()).isFalse();
    }

    @Test
    void showsTheFileAgainAfterALesson() {
        page.open(CERTAIN)
                .drop(Map.of("a.npy", NpyFile.of(logits(2)), "symbols.json", VOCABULARY))
                .await("greedy-text", "coco")
                .awaitQuiet();
        page.click("#lessons a").await("greedy-text", "hello").awaitQuiet();

        page.click("[name=source][value=file]").await("greedy-text", "coco").awaitQuiet();

        assertThat(page.textOf("curl")).contains("-F emissions=@'a.npy'");
    }

    @Test
    void forgetsTheFileWhenItStartsOver() {
        page.open(CERTAIN)
                .drop("a.npy", NpyFile.of(logits(2)))
                .awaitMessageAt("blank")
                .click("#reset")
                .await("greedy-text", "hello")
                .awaitQuiet();

        page.click("[name=source][value=file]")
                .patiently("the file to be gone", () -> page.textOf("filename").equals("No file yet."));
        assertThat(page.textOf("detected")).isEmpty();
    }

    @Test
    void offersTheNetworksThatThereAreInPlaceOfOneThatALinkNames() {
        page.visit("source=file&file=line.png&network=other")
                .patiently("the wait", () -> page.textOf("filename").contains("line.png"));
        page.click("[data-sample='samples/line.png']").awaitMessageAt("network");

        assertThat(page.messageAt("network")).startsWith("No network other that reads pictures is registered here.");
        page.mend("wrong-network")
                .await("greedy-text", "Every frame says a letter, or nothing new.")
                .awaitQuiet();
        assertThat(page.valueOf("network")).isEqualTo("print");
    }

    @Test
    void tellsOfAServiceThatDoesNotAnswerAndNotOfMissingNetworks() {
        page.open(CERTAIN).run("""
                const real = window.fetch;
                window.fetch = (path, options) => path === 'networks' ? Promise.reject(new TypeError('Failed to fetch')) : real(path, options);
                """);
        page.click("[data-sample='samples/line.png']").awaitText("alert-text");

        assertThat(page.textOf("alert-text")).startsWith("The service does not answer");
        assertThat(page.messageAt("network")).isEmpty();
    }

    @Test
    void namesFilesInALinkThatDoesNotHoldThem() {
        String[] symbols = IntStream.range(0, 6625)
                .mapToObj(v -> v == 0 ? "<blank>" : Character.toString(0x4e00 + v))
                .toArray(String[]::new);
        var rows = new float[4][6625];
        rows[1][1] = 9;

        page.open(CERTAIN)
                .drop(Map.of("line.npy", NpyFile.of(rows), "zh.json", json(symbols)))
                .patiently(
                        "a reading",
                        () -> page.textOf("greedy-text").contains("一")
                                || page.textOf("greedy-text").contains("丁"))
                .awaitQuiet();
        page.click("#link").awaitText("said");

        assertThat(page.fragment()).hasSizeLessThan(200).contains("file=line.npy", "vocabularyFile=zh.json");
        assertThat(page.textOf("said")).contains("line.npy and zh.json", "drops them here again");
        page.visit(page.fragment())
                .patiently("the name", () -> page.textOf("filename").contains("line.npy"));
        assertThat(page.textOf("filename")).contains("drop it here", "zh.json");
        assertThat(page.textOf("nothing")).isNotEmpty();
    }
}
