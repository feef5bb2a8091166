package io.ctcservice.browser;

import static io.ctcservice.browser.PlaygroundPage.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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

    /** Ten frames a word, of which most are of the blank, class 0, and read "co". */
    private static float[][] logits(int words) {
        int[] path = {0, 0, 0, 1, 0, 0, 2, 2, 0, 0};
        var logits = new float[words * path.length][5];
        for (int t = 0; t < logits.length; t++) {
            logits[t][path[t % path.length]] = 9;
        }
        return logits;
    }

    private static final byte[] VOCABULARY = json("<blank>", "c", "o", "d", "e");

    private static byte[] json(String... symbols) {
        return IntStream.range(0, symbols.length)
                .mapToObj(v -> '"' + symbols[v] + '"')
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
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
        page.click("#play").patiently("sound", () -> page.textOf("play").equals("Stop"));
        page.click("#play");
        assertThat(page.textOf("play")).isEqualTo("Play");
        assertThat(page.textOf("curl")).contains("-F recording=@'hello.wav'");
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
