package io.ctcservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;
import static org.springframework.http.MediaType.IMAGE_PNG;

import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Tests of responses as pictures. */
@SpringBootTest
@AutoConfigureMockMvc
class PictureResponsesTests {

    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

    @Autowired
    private MockMvcTester mvc;

    /** A request to an endpoint, with words that must be on its picture. */
    enum Question {
        LOSS("/loss", """
                {"utterances": [{"emissions": [[2, 0, 0], [0, 0, 2], [0, 2, 0]], "target": "a<"}],
                 "vocabulary": ["a", "<", "_"], "blank": 2}""", "Forward variable of “a&lt;”", "ln α (nats)"),
        DECODE("/decode", """
                {"utterances": [{"emissions": [[2, 0, 0], [0, 0, 2], [0, 2, 0]]}],
                 "vocabulary": ["a", "<", "_"], "blank": 2}""", "Emissions, decoded as “a&lt;”", "ln p (nats)"),
        ALIGN("/align", """
                {"utterances": [{"emissions": [[2, 0, 0], [0, 0, 2], [0, 2, 0]], "target": "a<"}],
                 "vocabulary": ["a", "<", "_"], "blank": 2}""", "Emissions and best path of the target, ln p = −", ">&lt;</text>"),
        SYNTHESIZE("/synthesize", "{\"text\": \"hi you\", \"seed\": 1}", "Features of “hi␣you”", "feature value");

        private final String path;
        private final String body;
        private final String title;
        private final String unit;

        Question(String path, String body, String title, String unit) {
            this.path = path;
            this.body = body;
            this.title = title;
            this.unit = unit;
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAPng(Question question) throws Exception {
        var answer = ask(question.path, question.body, "image/png");

        assertThat(answer).hasStatusOk().hasContentType(IMAGE_PNG);
        var image = ImageIO.read(new ByteArrayInputStream(answer.getResponse().getContentAsByteArray()));
        assertThat(image.getWidth()).isGreaterThan(400);
    }

    @ParameterizedTest
    @EnumSource
    void answersAnSvgWithItsWordsEscaped(Question question) throws Exception {
        var answer = ask(question.path, question.body, "image/svg+xml");

        assertThat(answer).hasStatusOk();
        assertThat(SVG.isCompatibleWith(
                        MediaType.valueOf(String.valueOf(answer.getResponse().getContentType()))))
                .isTrue();
        assertThat(new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("<svg")
                .contains(question.title, question.unit);
    }

    @ParameterizedTest
    @EnumSource
    void answersJsonToWhoTakesAnything(Question question) {
        assertThat(ask(question.path, question.body, "*/*"))
                .hasStatusOk()
                .hasContentTypeCompatibleWith(APPLICATION_JSON);
        assertThat(mvc.post()
                        .uri(question.path)
                        .contentType(APPLICATION_JSON)
                        .content(question.body)
                        .exchange())
                .hasStatusOk()
                .hasContentTypeCompatibleWith(APPLICATION_JSON);
    }

    @ParameterizedTest
    @EnumSource
    void followsWhatTheClientLikesBest(Question question) {
        assertThat(ask(question.path, question.body, "image/png;q=0.5, application/json"))
                .hasContentTypeCompatibleWith(APPLICATION_JSON);
        assertThat(ask(question.path, question.body, "application/json;q=0.5, image/png"))
                .hasContentType(IMAGE_PNG);
    }

    @ParameterizedTest
    @EnumSource
    void doesNotKnowOtherPictures(Question question) {
        assertThat(ask(question.path, question.body, "image/jpeg")).hasStatus(HttpStatus.NOT_ACCEPTABLE);
    }

    @ParameterizedTest
    @EnumSource
    void tellsInAProblemWhatIsWrong(Question question) {
        assertThat(ask(question.path, "{\"seed\": [7]}", "image/png"))
                .hasStatus4xxClientError()
                .hasContentTypeCompatibleWith(APPLICATION_PROBLEM_JSON);
    }

    @Test
    void drawsOneUtteranceOnly() {
        String body = """
                {"utterances": [{"emissions": [[2, 0]], "labels": [0]}, {"emissions": [[2, 0]], "labels": [0]}], "blank": 1}""";

        assertThat(ask("/loss", body, "image/png"))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .extractingPath("$.errors[0]")
                .asMap()
                .containsEntry("pointer", "/utterances")
                .containsEntry("detail", "2 utterances; expected 1, because the answer is a picture");
    }

    @ParameterizedTest
    @CsvSource({"alpha, Forward variable", "beta, Backward variable", "posterior, Posterior"})
    void drawsTheQuantityOfTheLatticeThatIsAskedFor(String view, String title) {
        String body = """
                {"utterances": [{"emissions": [[2, 0], [0, 1]], "labels": [0]}], "blank": 1, "view": "%s"}""".formatted(view);

        assertThat(ask("/loss", body, "image/svg+xml")).hasStatusOk().bodyText().contains(title + " of 1 label");
    }

    @Test
    void drawsTheLatticeOfATargetThatCannotBe() throws Exception {
        String body = """
                {"utterances": [{"emissions": [[2, 0]], "labels": [0, 0]}], "blank": 1}""";

        var answer = ask("/loss", body, "image/svg+xml");

        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getContentAsString()).contains("infeasible");
    }

    private MvcTestResult ask(String path, String body, String accept) {
        return mvc.post()
                .uri(path)
                .contentType(APPLICATION_JSON)
                .header(HttpHeaders.ACCEPT, accept)
                .content(body)
                .exchange();
    }
}
