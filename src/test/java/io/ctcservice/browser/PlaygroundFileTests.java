package io.ctcservice.browser;

import static io.ctcservice.browser.DroppedFiles.VOCABULARY;
import static io.ctcservice.browser.DroppedFiles.json;
import static io.ctcservice.browser.DroppedFiles.logits;
import static io.ctcservice.browser.PlaygroundPage.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ctcservice.testing.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of files that are dropped onto the playground; they need a browser as {@link PlaygroundTests} do. */
@ServiceTest
class PlaygroundFileTests {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final PlaygroundPage page;

    PlaygroundFileTests(@LocalServerPort int port) {
        page = new PlaygroundPage(CHROMIUM, port).resize(1280, 900);
    }

    @Test
    void understandsAMatrixWithItsVocabulary() {
        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(logits(2)), "symbols.json", VOCABULARY))
                .await("greedy-text", "coco")
                .awaitQuiet();

        assertThat(page.textOf("detected")).contains("logits", "class 0 is called “<blank>”");
        assertThat(page.valueOf("blank")).isEqualTo("0");
        assertThat(page.styleOf("greedy-text")).doesNotContain("good", "bad");
    }

    @Test
    void takesFilesInTheOrderInWhichTheyAreDropped() {
        page.open(CERTAIN).run("""
                const read = File.prototype.arrayBuffer;
                File.prototype.arrayBuffer = async function() {
                  if (this.name === 'slow.npy') {
                    await new Promise(resolve => setTimeout(resolve, 2000));
                    window.slowReads = (window.slowReads ?? 0) + 1;
                  }
                  return read.call(this);
                };
                """);

        page.drop("slow.npy", NpyFile.of(logits(2)))
                .drop("symbols.json", VOCABULARY)
                .await("greedy-text", "coco");

        page.drop("slow.npy", NpyFile.of(logits(2)))
                .drop(Map.of("fast.npy", NpyFile.of(logits(4)), "symbols.json", VOCABULARY))
                .await("greedy-text", "cocococo");
        assertThat(page.run("return window.slowReads")).isEqualTo(2L);
        assertThat(page.textOf("filename")).startsWith("fast.npy");
    }

    @Test
    void mendsAWrongBlank() {
        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(logits(4)), "symbols.json", VOCABULARY))
                .await("greedy-text", "cocococo");

        page.type("blank", "4").awaitText("warnings").awaitQuiet();
        assertThat(page.textOf("warnings")).contains("hardly ever the best", "0 ('<blank>')");
        assertThat(page.styleOf("greedy-text")).doesNotContain("good");
        page.mend("warnings").await("greedy-text", "cocococo").awaitQuiet();
        assertThat(page.textOf("warnings")).isEmpty();
    }

    @Test
    void offersTheBlankThatItFinds() {
        page.open(CERTAIN).drop("m.npy", NpyFile.of(logits(2))).awaitMessageAt("blank");

        assertThat(page.messageAt("blank")).contains("Class 0 is the best of 70 %");
        page.type("blank", "-1");
        page.patiently("what a blank may be", () -> page.messageAt("blank").startsWith("Expected"));
        assertThat(page.messageAt("blank")).isEqualTo("Expected: a whole number from 0 to 65535.");
        page.type("blank", "")
                .patiently("the offer", () -> page.messageAt("blank").startsWith("Which"));
        page.mend("wrong-blank").await("greedy-text", "1 2 1 2").awaitQuiet();
    }

    @Test
    void saysAtThePhraseWhatIsWrongWithIt() {
        page.open(CERTAIN).drop("m.npy", NpyFile.of(logits(2))).awaitMessageAt("blank");
        page.mend("wrong-blank").await("greedy-text", "1 2 1 2").awaitQuiet();

        page.type("phrase", "co").awaitMessageAt("phrase").awaitQuiet();
        assertThat(page.messageAt("phrase")).contains("class indices");
        page.type("phrase", "99")
                .patiently("a refusal", () -> page.messageAt("phrase").contains("99"));
        assertThat(page.messageAt("target")).isEmpty();
    }

    @Test
    void oneFrameIsNoFrames() {
        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(new float[][] {{0, 9, 0, 0, 0}}), "symbols.json", VOCABULARY));
        page.await("greedy-text", "c").awaitQuiet();

        assertThat(page.textOf("filename")).isEqualTo("m.npy: 1 frame of 5 classes");
    }

    @Test
    void mendsATransposedMatrixAndFindsItsKind() {
        float[][] rows = logits(2);
        var turned = new float[5][rows.length];
        for (int t = 0; t < rows.length; t++) {
            for (int v = 0; v < 5; v++) {
                turned[v][t] = rows[t][v] == 9 ? 0.96f : 0.01f;
            }
        }

        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(turned), "symbols.json", VOCABULARY))
                .awaitMessageAt("file");
        assertThat(page.messageAt("file")).contains("5 symbols", "20 classes", "transposed");
        page.mend("wrong-file").await("greedy-text", "coco").awaitQuiet();

        assertThat(page.valueOf("scores")).isEqualTo("probs");
        assertThat(page.textOf("warnings")).isEmpty();
        assertThat(page.textOf("filename")).isEqualTo("m.npy: 20 frames of 5 classes, transposed");
        assertThat(page.textOf("curl"))
                .contains("np.save(\"emissions.npy\", np.load(\"m.npy\").T)", "-F emissions=@'emissions.npy'");
    }

    @Test
    void saysHowAFileOfPyTorchIsSavedForIt() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(new byte[] {(byte) 0x80, 2, '}', '.'});
        }

        page.open(CERTAIN).drop("logits.pt", bytes.toByteArray()).awaitMessageAt("file");

        assertThat(page.messageAt("file"))
                .contains("PyTorch", "np.save(\"emissions.npy\", torch.load(\"logits.pt\").float().cpu().numpy())");
    }

    @Test
    void readsAFileOfTheSameNameAndSizeAnew() {
        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(logits(2)), "symbols.json", VOCABULARY))
                .await("greedy-text", "coco")
                .awaitQuiet();
        float[][] other = logits(2);
        other[6] = new float[] {0, 0, 0, 9, 0}; // d in place of the first o
        other[7] = new float[] {0, 0, 0, 9, 0};

        page.drop(Map.of("m.npy", NpyFile.of(other), "symbols.json", VOCABULARY))
                .await("greedy-text", "cdco")
                .awaitQuiet();
    }

    @Test
    void setsTheBlankBesideAVocabularyThatLacksIt() {
        page.open(CERTAIN)
                .drop(Map.of(
                        "m.npy", NpyFile.of(logits(2)), "dict.txt", "c\no\nd\ne\n".getBytes(StandardCharsets.UTF_8)))
                .awaitMessageAt("vocabulary");

        assertThat(page.messageAt("vocabulary")).contains("4 symbols", "5 classes");
        page.mend("wrong-vocabulary").await("greedy-text", "coco").awaitQuiet();
    }

    @Test
    void takesATargetWithASpaceOfAVocabularyWithTwo() {
        float[][] rows = logits(2);
        for (float[] row : rows) {
            if (row[2] == 9) {
                row[2] = 0;
                row[3] = 9; // the second of both spaces
            }
        }

        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(rows), "symbols.json", json("<blank>", "c", " ", " ", "e")))
                .await("greedy-text", "c c")
                .awaitQuiet();
        page.type("target", "c c").patiently("a loss", () -> page.textOf("loss").startsWith("0.0"));

        assertThat(page.messageAt("target")).isEmpty();
    }

    @Test
    void saysWhichFilesAreLeftOut() {
        page.open(CERTAIN)
                .drop(Map.of("a.npy", NpyFile.of(logits(2)), "b.npy", NpyFile.of(logits(2))))
                .awaitMessageAt("blank");
        assertThat(page.textOf("detected")).containsPattern("[ab]\\.npy is left out: one file is shown at a time");

        page.click("[data-sample='samples/line.png']")
                .await("filename", "line.png: a picture")
                .awaitQuiet();
        page.drop("symbols.json", VOCABULARY)
                .patiently(
                        "a word about it",
                        () -> page.textOf("detected")
                                .equals("symbols.json is left out: a network has its own vocabulary."));
        assertThat(page.valueOf("vocabulary")).isEmpty();
    }

    @Test
    void saysThatAFileIsEmptyOrCannotBeRead() {
        page.open(CERTAIN).drop("m.npy", new byte[0]).awaitMessageAt("file");
        assertThat(page.messageAt("file")).isEqualTo("m.npy is empty.");

        page.run("File.prototype.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('not found')) })");
        page.drop("folder", new byte[1])
                .patiently(
                        "the reason",
                        () -> page.messageAt("file")
                                .equals("folder cannot be read. If it is a folder, drop the files in it."));
    }

    @ParameterizedTest
    @CsvSource({
        "RIFF....WAVEgarbage, ends inside",
        "\u0089PNG...., The picture cannot be read: the signature of the PNG file is damaged"
    })
    void saysAtTheFileWhatTheServiceDoesNotRead(String content, String reason) {
        page.open(CERTAIN)
                .drop("file", content.getBytes(StandardCharsets.ISO_8859_1))
                .awaitMessageAt("file");

        assertThat(page.messageAt("file")).contains(reason);
        assertThat(page.find("alert").isDisplayed()).isFalse();
    }

    @Test
    void leavesATextThatIsDraggedToItsField() {
        Object prevented = page.open(CERTAIN).run("""
                const transfer = new DataTransfer();
                transfer.setData('text/plain', 'abc');
                return ['dragover', 'drop'].filter(type => !document.querySelector('[name=target]')
                    .dispatchEvent(new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}))).join();
                """);

        assertThat(prevented).isEqualTo("");
        assertThat(page.find("dropzone").isDisplayed()).isFalse();
    }

    @Test
    void aFileIsTakenAgainWhenItIsChosenAgain(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("m.npy"), NpyFile.of(logits(2)));
        page.open(CERTAIN).find("file").sendKeys(file.toString());
        page.awaitMessageAt("blank");

        assertThat(page.run("return document.getElementById('file').value")).isEqualTo("");
    }

    /** In curl's forms semicolons and commas part what stands in them. */
    @Test
    void itsCommandRunsWhateverCharactersAreInIt(@TempDir Path folder) throws IOException, InterruptedException {
        assumeThat(Path.of("/usr/bin/curl")).isExecutable();
        String name = "a;b, \"c\".npy";
        page.open(CERTAIN)
                .drop(Map.of(name, NpyFile.of(logits(2)), "symbols.json", json("<blank>", ";", "o", "d", "e")))
                .await("greedy-text", ";o;o")
                .awaitQuiet();
        page.click("[name=request][value=align]")
                .type("target", ";o;")
                .await("target-text", ";o;")
                .awaitQuiet();
        Files.write(folder.resolve(name), NpyFile.of(logits(2)));

        var shell = new ProcessBuilder("/bin/sh", "-c", page.textOf("curl"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer).contains("\"symbol\":\";\"", "\"feasible\":true");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void readsFromRightToLeftWhatIsWrittenSo() {
        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(logits(2)), "symbols.json", json("<blank>", "ש", "ל", "ו", "ם")))
                .await("greedy-text", "שלשל")
                .awaitQuiet();
        page.type("target", "שלשם")
                .patiently("a comparison", () -> page.textOf("compare").contains("1 of 4"));

        for (String place :
                List.of("#greedy-text", "#target-text", "#collapse-answer", "#compare .diff", "[name=target]")) {
            assertThat(page.run("return getComputedStyle(document.querySelector(arguments[0])).direction", place))
                    .as(place)
                    .isEqualTo("rtl");
        }
    }

    @Test
    void hasRoomForLongSymbolsAndWords() {
        page.open(CERTAIN)
                .drop(Map.of(
                        "m.npy",
                        NpyFile.of(logits(1)),
                        "symbols.json",
                        json("<blank>", "▁internatio", "nalization", "▁d", "▁e")))
                .await("greedy-text", "internationalization")
                .awaitQuiet();
        page.type("target", "▁internationalization▁d")
                .patiently("an alignment", () -> page.textOf("alignment").contains("internationalization"));

        assertThat(page.run("""
                const left = document.querySelector('#trellis circle').getBBox().x;
                return [...document.querySelectorAll('#trellis .state')].map(text => text.getBBox())
                    .every(box => box.x >= 0 && box.x + box.width <= left);
                """)).isEqualTo(true);
    }

    @Test
    void showsALossWithoutALatticeThatIsTooLarge() {
        page.open(CERTAIN)
                .drop(Map.of("m.npy", NpyFile.of(logits(260)), "symbols.json", VOCABULARY))
                .await("frames", "2600")
                .patiently("a loss", () -> !page.textOf("loss").isEmpty())
                .awaitQuiet();

        assertThat(page.textOf("loss")).matches("\\d+\\.\\d+");
        assertThat(page.textOf("lattice-explain")).contains("2,706,600 cells", "2600 frames × 1041 states");
        assertThat(page.find("lattice").isDisplayed()).isFalse();
    }

    @Test
    void showsManyFramesAndClassesAndScrollsAllFiguresTogether() {
        var rows = new float[3000][300];
        for (int t = 0; t < rows.length; t++) {
            rows[t][t % 10 == 5 ? 1 + t % 200 : 0] = 20;
        }

        page.open(CERTAIN).drop("m.npy", NpyFile.of(rows));
        page.awaitMessageAt("blank").mend("wrong-blank");
        page.type("target", "1 2 3")
                .await("frames", "3000")
                .awaitText("classes-left")
                .awaitQuiet();
        assertThat(page.textOf("classes-left")).contains("64 classes", "236 of 300");

        page.press("#emissions .scroll", Keys.END, "+", "+", "+", "+", "+", "+");
        assertThat(page.run("return document.querySelector('#emissions .scroll').scrollLeft > 1000"))
                .isEqualTo(true);
        assertThat(page.run("""
                return Math.abs(document.querySelector('#emissions .scroll').scrollLeft
                    - document.querySelector('#lattice .scroll').scrollLeft) < 2;
                """)).isEqualTo(true);
        assertThat(page.textOf("emissions")).contains("frame 2999");
    }

    @Test
    void readsALineOfPrint() {
        page.open(CERTAIN).click("[data-sample='samples/line.png']");
        page.await("greedy-text", "Every frame says a letter, or nothing new.").awaitQuiet();

        assertThat(page.textOf("filename")).isEqualTo("line.png: a picture");
        assertThat(page.find("picture").isDisplayed()).isTrue();
        assertThat(page.textOf("curl")).contains("\"network\":\"print\"", "-F picture=@'line.png'");
        assertThat(page.complaints()).isEmpty();
    }

    /** The network that hears it is a stand-in: it answers the emissions of the printed line. */
    @Test
    void showsARecordingWithItsSpectrogram() {
        page.open(CERTAIN).run("""
                const real = window.fetch;
                window.fetch = async (path, options) => {
                  if (path === 'networks') {
                    const print = (await (await real(path, options)).json()).networks.find(one => one.name === 'print');
                    const network = {...print, name: 'stand-in', kind: 'speech', secondsPerFrame: 0.0107};
                    return new Response(JSON.stringify({networks: [network]}));
                  }
                  if (path === 'emissions') {
                    window.asked = await options.body.get('request').text();
                    const body = new FormData();
                    body.append('request', new Blob(['{"network": "print"}'], {type: 'application/json'}));
                    body.append('picture', await (await real('samples/line.png')).blob());
                    return real(path, {...options, body});
                  }
                  return real(path, options);
                };
                """);

        page.click("[data-sample='samples/hello.wav']");
        page.patiently("the recording", () -> page.textOf("features-title").equals("Sound"))
                .awaitQuiet();

        assertThat(page.run("return window.asked")).isEqualTo("{\"network\":\"stand-in\"}");
        assertThat(page.find("features").isDisplayed()).isTrue();
        page.press("#features .scroll", Keys.ARROW_RIGHT);
        assertThat(page.textOf("features")).contains("0.00 s, mel band 0");
        assertThat(page.run("""
                const play = document.getElementById('play');
                return [0, 1].map(() => { play.click(); return play.textContent; }).join();
                """)).isEqualTo("Stop,Play");
        assertThat(page.run("""
                const play = document.getElementById('play');
                const figure = document.querySelector('#features .scroll');
                play.click();
                ['ArrowRight', 'Enter'].forEach(key => figure.dispatchEvent(new KeyboardEvent('keydown', {key})));
                const whilePlaying = play.textContent;
                play.click();
                return `${whilePlaying},${play.textContent}`;
                """)).as("played from elsewhere while it plays").isEqualTo("Stop,Play");
        assertThat(page.textOf("curl")).contains("-F recording=@'hello.wav'");
    }

    @Test
    void showsARecordingWithoutASpectrogramThatTheServiceRefuses() {
        page.open(CERTAIN).run("""
                const real = window.fetch;
                window.fetch = (path, options) => path === 'features'
                  ? Promise.resolve(new Response('{"title": "Content Too Large", "detail": "too many features"}', {status: 413}))
                  : real(path, options);
                """);

        page.click("[data-sample='samples/hello.wav']")
                .await("greedy-text", "hello world")
                .awaitQuiet();

        assertThat(page.textOf("features-explain")).isEqualTo("No spectrogram: too many features");
        assertThat(page.find("features").isDisplayed()).isFalse();
        assertThat(page.find("play").isDisplayed()).isTrue();
    }

    @Test
    void readsARecordingWithTheNetworkThatTheServiceBrings() {
        page.open(CERTAIN)
                .click("[data-sample='samples/hello.wav']")
                .await("greedy-text", "hello world")
                .awaitQuiet();

        assertThat(page.textOf("features-title")).isEqualTo("Sound");
        assertThat(page.textOf("alignment")).contains("hello", "world");
        assertThat(page.valueOf("network")).isEqualTo("demo-english");
        page.type("phrase", "world")
                .patiently("where it is", () -> page.textOf("found").contains("world"))
                .awaitQuiet();
        assertThat(page.textOf("curl")).contains("\"network\":\"demo-english\"", "-F recording=@'hello.wav'");
        page.press("#features .scroll", Keys.ARROW_RIGHT, Keys.ENTER)
                .patiently("sound", () -> page.textOf("play").equals("Stop"));
        assertThat(page.complaints()).isEmpty();
    }
}
