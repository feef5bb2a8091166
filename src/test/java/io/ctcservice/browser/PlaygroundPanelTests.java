package io.ctcservice.browser;

import static io.ctcservice.browser.PlaygroundPage.CERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the panels of the playground: lessons, lattice, alignments, comparison, search; they need a browser as {@link PlaygroundTests} do. */
@ServiceTest
class PlaygroundPanelTests {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final PlaygroundPage page;

    PlaygroundPanelTests(@LocalServerPort int port) {
        page = new PlaygroundPage(CHROMIUM, port).resize(1280, 900);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "alignment  | frame       | features-explain",
                "blank      | hello       | greedy-text",
                "collapse   | hello       | collapse-answer",
                "lattice    | cat         | greedy-text",
                "loss       | cut         | target-text",
                "beam       | hdello      | greedy-text",
                "infeasible | needs at least 14 frames | verdict",
                "repeats    | aaa         | greedy-text",
                "guides     | speech      | beam-text"
            })
    void aLessonShowsWhatItTellsOf(String lesson, String text, String place) {
        page.open("").click("#lessons a[href*='lesson=" + lesson + "']");
        page.patiently(
                        "the lesson",
                        () -> page.textOf(place).contains(text)
                                && page.fragment().contains(lesson))
                .awaitQuiet();

        assertThat(page.find("lesson-note").isDisplayed()).isTrue();
        assertThat(page.textOf("lesson-note")).contains("Show me");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void theBeamFindsInTheLessonWhatGreedyDecodingDoesNot() {
        page.open("text=hello&model=oracle&noise=0.6&seed=26&lesson=beam").await("beam-text", "hello");

        assertThat(page.textOf("greedy-text")).isEqualTo("hdello");
        assertThat(page.styleOf("greedy-text")).contains("bad");
        assertThat(page.styleOf("beam-text")).contains("good");
    }

    @Test
    void aNodeOfTheLatticeTellsItsRecursionAndTheArcThatItLacks() {
        page.open(CERTAIN + "&text=aab&framesPerSymbol=2&peakiness=0.2")
                .patiently("nodes", () -> page.find("trellis").isDisplayed());

        page.press(
                "#trellis .trellis",
                Keys.ARROW_RIGHT,
                Keys.ARROW_RIGHT,
                Keys.ARROW_DOWN,
                Keys.ARROW_DOWN,
                Keys.ARROW_DOWN);

        assertThat(page.textOf("trellis"))
                .contains("α(1, a) = (", "(stay)", "(step)", "No skip from a to a", "would collapse into one");
    }

    @Test
    void theAlignmentsAddUpToTheTarget() {
        page.open("model=oracle&noise=0.4&text=hi&framesPerSymbol=2&peakiness=0.2")
                .patiently("paths", () -> page.find("paths-panel").isDisplayed());

        assertThat(page.textOf("paths")).contains("is the sum over all alignments", "make up 100.0 % of it", "share");
    }

    @Test
    void comparesTheReadingWithTheTargetAndGoesToADifference() {
        page.open(CERTAIN + "&text=all+is+well+that+ends+well+" + "and+so+on+".repeat(8)
                        + "&target=all+is+sell+that+ends+well+" + "and+so+on+".repeat(8))
                .patiently("a comparison", () -> page.textOf("compare").contains("1 of 107 differ"))
                .awaitQuiet();

        assertThat(page.textOf("compare")).contains("0.9 %");
        page.press("#emissions .scroll", Keys.END);
        page.click("#compare .edit");
        assertThat(page.run("return document.querySelector('#emissions .scroll').scrollLeft < 300"))
                .isEqualTo(true);
    }

    @Test
    void tellsWhereTheTargetIsAndWhatIsDoubtful() {
        page.open(CERTAIN + "&text=hello+you&target=hello+bou")
                .patiently("an alignment", () -> page.textOf("alignment").contains("doubtful"));

        assertThat(page.textOf("alignment")).contains("hello", "bou", "%", "something else is likelier there");
        assertThat(page.run("return document.querySelectorAll('#alignment .suspicious').length"))
                .isEqualTo(1L);
    }

    @Test
    void findsAPhrase() {
        page.open(CERTAIN + "&text=hello+you")
                .type("phrase", "you, me")
                .patiently("a place", () -> page.textOf("found").contains("you · frames"));

        assertThat(page.textOf("found")).doesNotContain("me ·");
        assertThat(page.textOf("found")).contains("Not found: “me”.");
        page.type("phrase", "we")
                .patiently("nothing", () -> page.textOf("found").equals("Not found: “we”."));
    }

    @Test
    void aNodeThatIsGoneToByKeyboardIsInView() {
        page.resize(500, 900)
                .open(CERTAIN + "&text=abc&framesPerSymbol=6")
                .patiently("nodes", () -> page.find("trellis").isDisplayed());

        for (int t = 0; t < 16; t++) {
            page.press("#trellis .trellis", Keys.ARROW_RIGHT);
        }

        assertThat(page.textOf("trellis")).contains("α(15, ");
        assertThat(page.run("""
                const around = document.querySelector('#trellis .trellis').getBoundingClientRect();
                const node = document.querySelector('#trellis .now').getBoundingClientRect();
                return node.left >= around.left && node.right <= around.right;
                """)).isEqualTo(true);
    }

    @Test
    void theTreeOfPrefixesHasRoomForWideLetters() {
        Object overlaps = page.open("").run("""
                return import('/js/panel/tree.js').then(({ PrefixTree }) => {
                  const tree = new PrefixTree();
                  document.body.append(tree.element);
                  const steps = [[0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 2]].map(labels => ({ labels, score: 0, merged: false }));
                  tree.show([{ hypotheses: steps }], ['ᙲ', 'a', 'b']);
                  const [root] = [...tree.element.querySelectorAll('text')].filter(text => text.textContent.startsWith('ᙲ'));
                  const arc = tree.element.querySelector('line');
                  return root.getBBox().x + root.getBBox().width - Number(arc.getAttribute('x1'));
                });
                """);

        assertThat(Double.parseDouble(String.valueOf(overlaps))).isNegative();
    }

    @Test
    void waitsForABusyServiceAndCountsTheSeconds() {
        page.open(CERTAIN + "&text=hello");
        page.run("""
                const real = window.fetch;
                let refused = false;
                window.said = [];
                new MutationObserver(() => window.said.push(document.getElementById('waiting').textContent))
                    .observe(document.getElementById('waiting'), {childList: true});
                window.fetch = (path, options) => {
                  if (path === 'synthesize' && !refused) {
                    refused = true;
                    return Promise.resolve(new Response('{}', {status: 503, headers: {'Retry-After': '2'}}));
                  }
                  return real(path, options);
                };
                """);

        page.paste("text", "again").await("greedy-text", "again").awaitQuiet();

        assertThat(page.run("return window.said.join(' ')")).asString().contains("again in 2 s", "again in 1 s");
        assertThat(page.textOf("waiting")).isEmpty();
    }
}
