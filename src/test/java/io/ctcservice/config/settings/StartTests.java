package io.ctcservice.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.config.SettingsContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;

/** Tests of starts with good and bad settings: bad ones are reported in a sentence. */
@ExtendWith(OutputCaptureExtension.class)
final class StartTests {

    private static final String TOY = "src/test/resources/io/ctcservice/toy.arpa";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "ctc.limit.json-body=8MB,                    ctc.limits.json-body",
        "ctc.limits.jsn-body=8MB,                    ctc.limits.json-body",
        "ctc.limits.json-body.max=8MB,               ctc.limits.json-body",
        "ctc.limits=8MB,                             ctc.limits.",
        "ctc.warmup-time=1s,                         ctc.warm-up",
        "ctc.warmup.time=1s,                         ctc.warm-up",
        "ctc.overload.body.graze=1s,                 ctc.overload.body.grace",
        "ctc.overload.boddy.grace=1s,                ctc.overload.body.grace",
        "ctc.security.allowed-origin=https://a.b,    ctc.security.allowed-origins",
        "ctc.security.allowed-origins.first=https://a.b, ctc.security.allowed-origins",
        "ctc.language-model.news.location=a.arpa,    ctc.language-models.news.location",
        "ctc.language-models.news.locatoin=a.arpa,   ctc.language-models.news.location",
        "ctc.language-models.news=a.arpa,            ctc.language-models.news.location",
        "ctc.vocabularies.sp.blanc=0,                ctc.vocabularies.sp.blank",
        "ctc.vocabularies.sp.blank.index=0,          ctc.vocabularies.sp.blank",
        "ctc.vocabulary.sp.location=a,               ctc.vocabularies.sp.location",
        "ctc.krnel=scalar,                           ctc.kernel",
        "CTC.LIMIT.jsonBody=8MB,                     ctc.limits.json-body",
    })
    void whatIsNoSettingStopsTheStartAndNamesTheNearest(String setting, String nearest, CapturedOutput output) {
        String name = setting.substring(0, setting.indexOf('='));

        assertStops(Map.of(), "--" + setting);

        assertSaid(output, name + " is no setting: the nearest is " + nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "CTC_LIMITS_JSONBODI, CTC_LIMITS_JSONBODY",
        "CTC_LIMITS_JSON_BODI, CTC_LIMITS_JSONBODY",
        "ctc_limits_jsonbodi, CTC_LIMITS_JSONBODY",
        "CTC_LIMITS, CTC_LIMITS_",
        "CTC_OVERLOAD_MAXWAITS, CTC_OVERLOAD_MAXWAIT",
        "CTC_OVERLOAD_BODY_GRACES, CTC_OVERLOAD_BODY_GRACE",
        "CTC_SECURITY_APIKEYS, CTC_SECURITY_APIKEYS_<NAME>",
        "CTC_SECURITY_APIKEYFILE, CTC_SECURITY_APIKEYSFILE",
        "CTC_VOCABULARIES_SP_LOCATIONS, CTC_VOCABULARIES_SP_LOCATION",
        "CTC_LANGUAGEMODELS_NEWS_FILE, CTC_LANGUAGEMODELS_NEWS_LOCATION",
        "CTC_LANGUAGE_MODELS_NEWS_FILE, CTC_LANGUAGEMODELS_NEWS_LOCATION",
    })
    void aVariableOfAGroupThatIsNoSettingStopsTheStart(String variable, String nearest, CapturedOutput output) {
        assertStops(Map.of(variable, "8"));

        assertSaid(output, variable + " is no setting: the nearest is " + nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CTC_SERVICE_PORT", "CTC_SERVICE_SERVICE_HOST", "CTC_LIMIT_JSONBODY", "CTC_IMAGE"})
    void otherVariablesThatAreNoSettingAreWarnedOf(String variable, CapturedOutput output) {
        try (var context = start(Map.of(variable, "8"))) {
            assertThat(context.isRunning()).isTrue();
        }

        assertThat(output).containsOnlyOnce(variable + " is no setting").contains("WARN");
    }

    @Test
    void everySourceIsLookedAt(CapturedOutput output) throws IOException {
        var yaml = Files.writeString(folder.resolve("application.yaml"), "ctc:\n  limits:\n    max-frame: 5\n");
        assertStops(Map.of(), "--spring.config.additional-location=" + yaml);
        assertSaid(output, "ctc.limits.max-frame is no setting");

        assertStops(Map.of("SPRING_APPLICATION_JSON", "{\"ctc\":{\"limits\":{\"maxFrme\":5}}}"));
        assertSaid(output, "ctc.limits.maxFrme is no setting: the nearest is ctc.limits.max-frames");

        assertStops(Map.of("ctc.limits.max-framez", "5"));
        assertSaid(output, "ctc.limits.max-framez is no setting");

        System.setProperty("ctc.limits.max-framed", "5");
        try {
            assertStops(Map.of());
        } finally {
            System.clearProperty("ctc.limits.max-framed");
        }
        assertSaid(output, "ctc.limits.max-framed is no setting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "api", "/api/*"})
    void aServletPathStopsTheStartSinceItWouldNotBeBeforeAllPaths(String path, CapturedOutput output) {
        assertStops(Map.of("SPRING_MVC_SERVLET_PATH", path));

        assertSaid(
                output,
                "spring.mvc.servlet.path is no setting of this service: the path before all others is "
                        + "server.servlet.context-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void aServletPathThatIsTheDefaultMeansNothing(String path) {
        try (var context = start(Map.of(), "--spring.mvc.servlet.path=" + path)) {
            assertThat(context.isRunning()).isTrue();
        }
    }

    @Test
    void aPlaceOfSettingsThatReplacesThoseOfTheJarStopsTheStart(CapturedOutput output) throws IOException {
        var yaml = Files.writeString(folder.resolve("service.yaml"), "ctc:\n  limits:\n    max-frames: 5\n");

        assertStops(Map.of(), "--spring.config.location=" + yaml);
        assertSaid(
                output,
                "spring.config.location takes the place of the settings in the jar, the address to listen on among them");

        assertStops(Map.of("SPRING_CONFIG_NAME", "service"));
        assertSaid(output, "spring.config.name takes the place of the settings in the jar");

        try (var context = start(Map.of(), "--spring.config.location=classpath:/," + yaml)) {
            assertThat(SettingsContext.limits(context).maxFrames()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'ctc:\n  limits: [\n' | line 3, column 1: expected the node content, but found '<stream end>'",
                "'ctc:\n  limits:\n\tmax-frames: 3\n' | line 3, column 1: found character '\\t(TAB)' that cannot start any token",
                "'ctc:\n  warm-up: 1s\nctc:\n  limits:\n' | line 3, column 1: found duplicate key ctc",
                "'a: caf\u00e9' | it is not in UTF-8"
            })
    void aFileThatIsNoYamlIsReportedInASentence(String content, String fault, CapturedOutput output)
            throws IOException {
        var yaml = Files.writeString(folder.resolve("settings.yaml"), content, StandardCharsets.ISO_8859_1);

        assertStops(Map.of(), "--spring.config.additional-location=" + yaml);

        assertSaid(output, "A file of settings is no YAML: " + fault);
    }

    @Test
    void aFolderOfSettingsWithoutItsSlashIsReportedInASentence(CapturedOutput output) {
        assertStops(Map.of(), "--spring.config.additional-location=" + folder);

        assertSaid(output, "Unable to load config data from '" + folder + "': File extension is not known");
        assertThat(output).contains("it must end in '/'");
    }

    @Test
    void settingsThatAreNoJsonAreReportedInASentence(CapturedOutput output) {
        assertStops(Map.of("SPRING_APPLICATION_JSON", "{\"ctc\":"));

        assertSaid(output, "spring.application.json is no JSON: Unexpected end-of-input");
    }

    @Test
    void severalAreNamedTogether(CapturedOutput output) {
        assertStops(Map.of("CTC_LIMITS_B", "1"), "--ctc.limits.a=1", "--ctc.c=1");

        assertSaid(output, "CTC_LIMITS_B is no setting");
        assertThat(output).contains("ctc.limits.a is no setting", "ctc.c is no setting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctc.limits.json-body=8MB", "-ctc.limits.json-body=8MB", "-Dctc.kernel=scalar", "serve"})
    void argumentsThatNothingWouldReadStopTheStart(String argument, CapturedOutput output) {
        assertStops(Map.of(), argument);

        assertSaid(output, argument + " is no setting: settings are written --name=value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ctc.limits.max-frames", "ctc.limits.maxFrames", "ctc.limits.max_frames", "CTC.LIMITS.MAXFRAMES"
            })
    void aNameIsTakenHoweverItIsSpelled(String name) {
        try (var context = start(Map.of(), "--" + name + "=17")) {
            assertThat(SettingsContext.limits(context).maxFrames()).isEqualTo(17);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CTC_LIMITS_MAXFRAMES", "CTC_LIMITS_MAX_FRAMES", "ctc_limits_maxframes", "ctc.limits.max-frames"
            })
    void aVariableIsTakenHoweverItIsSpelled(String name) {
        try (var context = start(Map.of(name, "17"))) {
            assertThat(SettingsContext.limits(context).maxFrames()).isEqualTo(17);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CTC_VOCABULARIES_OCR_LOCATION, CTC_VOCABULARIES_OCR_BLANK, ocr",
        "CTC_VOCABULARIES_OCR_EN_LOCATION, CTC_VOCABULARIES_OCR_EN_BLANK, ocr_en",
        "CTC_VOCABULARIES_OCR_EN_2_LOCATION, ctc_vocabularies_ocr_en_2_blank, ocr_en_2",
        "ctc.vocabularies.ocr.location, CTC_VOCABULARIES_OCR_BLANK, ocr",
    })
    void variablesNameVocabularies(String location, String blank, String name) throws IOException {
        var file = Files.writeString(folder.resolve("symbols.txt"), "<blk>\na\nb\n");
        try (var context = start(Map.of(location, file.toString(), blank, "0"))) {
            assertThat(SettingsContext.vocabularies(context)).containsExactlyInAnyOrder("english", name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CTC_LANGUAGEMODELS_NEWS_LOCATION, news",
        "CTC_LANGUAGE_MODELS_NEWS_LOCATION, news",
        "CTC_LANGUAGEMODELS_EN_US_LOCATION, en_us",
    })
    void variablesNameLanguageModelsByAPlainPath(String variable, String name) {
        String file = Path.of(TOY).toAbsolutePath().toString();
        try (var context = start(Map.of(variable, file))) {
            assertThat(SettingsContext.languageModels(context)).containsExactly(name);
        }
    }

    @Test
    void aNameWithAnUnderscoreIsWrittenInBracketsElsewhere(CapturedOutput output) {
        assertStops(Map.of(), "--ctc.language-models.en_us.location=" + TOY);
        assertSaid(
                output,
                "ctc.language-models.en_us.location: a name with other characters than letters, digits and "
                        + "dashes is written in brackets, ctc.language-models[en_us].location");

        try (var context = start(Map.of(), "--ctc.language-models[en_us].location=" + TOY)) {
            assertThat(SettingsContext.languageModels(context)).containsExactly("en_us");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ctc.limits.max-frames=many | ctc.limits.max-frames: expected a whole number, found \"many\"",
                "ctc.limits.max-frames=1.5 | ctc.limits.max-frames: expected a whole number, found \"1.5\"",
                "ctc.limits.max-frames=0 | ctc.limits.max-frames: must be greater than or equal to 1, and is 0",
                "ctc.limits.max-n-best=0 | ctc.limits.max-n-best: must be greater than or equal to 1, and is 0",
                "ctc.limits.json-body=8 sacks | ctc.limits.json-body: expected a size such as 64KB, 8MB or 1GB, found \"8 sacks\"",
                "ctc.limits.json-body=-8MB | ctc.limits.json-body: expected 0 or more, found -8MB",
                "ctc.warm-up=-1s | ctc.warm-up: expected 0 or more, at most 36500d, found -1s",
                "ctc.overload.max-wait=999999999999d | ctc.overload.max-wait: expected 0 or more, at most 36500d, found 999999999999d",
                "ctc.overload.header-time=0s | ctc.overload.header-time: expected more than 0, at most 36500d, found 0s",
                "ctc.stream.max-message=0B | ctc.stream.max-message: expected more than 0, found 0B",
                "ctc.security.api-keys=key | ctc.security.api-keys is no setting: the nearest is ctc.security.api-keys.<name>",
                "ctc.warm-up=soon | ctc.warm-up: expected a duration such as 500ms, 3s or 5m, found \"soon\"",
                "ctc.vocabularies.x.format=excel | ctc.vocabularies.x.format: expected auto or paddleocr or byte-bpe or base64, found \"excel\"",
                "ctc.vocabularies.x.blank=0 | ctc.vocabularies.x.location is not set",
                "ctc.vocabularies.x.location= | ctc.vocabularies.x.location",
                "ctc.language-models.x.location=no.arpa | ctc.language-models.x.location: there is no file ",
                "ctc.networks.x.picture.mean[1]=0.5 | ctc.networks.x.picture.mean[1]: expected the items of a list by [0], [1] and so on, without a gap",
                "ctc.networks.x.picture.mean=1,x | ctc.networks.x.picture.mean: expected numbers with commas between them, found \"1,x\"",
                "ctc.language-models.x.location=src/main | ctc.language-models.x.location: ",
            })
    void aValueThatCannotBeUsedIsSaidInASentence(String setting, String sentence, CapturedOutput output) {
        assertStops(Map.of(), "--" + setting);

        assertSaid(output, sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ctc.warm-up",
                "ctc.limits.json-body",
                "ctc.limits.max-frames",
                "ctc.json.plain",
                "ctc.limits.maxMatrixBytes",
                "ctc.vocabularies.x.blank",
                "ctc.networks.x.sound.scale"
            })
    void anEmptyValueIsNotTakenForTheDefault(String setting, CapturedOutput output) {
        assertStops(Map.of(), "--" + setting + "=");

        assertSaid(output, setting + " has no value: leave it out for its default");
    }

    @Test
    void anEmptyVariableIsNotTakenForTheDefault(CapturedOutput output) {
        assertStops(Map.of("CTC_WARMUP", "${NOTHING:}", "CTC_NETWORKS_A_B_BLANK", " "));

        assertSaid(
                output, "CTC_NETWORKS_A_B_BLANK has no value: leave it out for its default\nCTC_WARMUP has no value");
    }

    @Test
    void aListMayBeEmpty() {
        try (var context = start(Map.of("CTC_SECURITY_ALLOWEDHOSTS", ""), "--ctc.security.allowed-origins=")) {
            assertThat(SettingsContext.vocabularies(context)).contains("english");
        }
    }

    @Test
    void aVocabularyWithoutItsBlankStopsTheStart(CapturedOutput output) throws IOException {
        var file = Files.writeString(folder.resolve("tokens.txt"), "<blk> 0\na 1\nb 2\n");

        assertStops(Map.of(), "--ctc.vocabularies.sp.location=" + file);

        assertSaid(
                output,
                "ctc.vocabularies.sp.blank: is not set: expected the class index of the blank, from 0 to 2; the file has "
                        + "\"<blk>\" at 0");
    }

    private static void assertStops(Map<String, Object> variables, String... arguments) {
        assertThatThrownBy(() -> start(variables, arguments).close()).isInstanceOf(RuntimeException.class);
    }

    private static void assertSaid(CapturedOutput output, String sentence) {
        String said = output.toString();
        assertThat(said).contains("APPLICATION FAILED TO START", sentence).doesNotContain("\tat ");
    }

    /** Starts what reads settings, without a server. */
    private static ConfigurableApplicationContext start(Map<String, Object> variables, String... arguments) {
        var application = new SpringApplication(SettingsContext.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setEnvironment(new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return variables;
            }
        });
        return application.run(arguments);
    }
}
