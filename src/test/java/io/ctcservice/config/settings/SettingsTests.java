package io.ctcservice.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** Tests of the list of settings and of their help. */
final class SettingsTests {

    private static final Settings SETTINGS =
            SettingsMetadata.read(Objects.requireNonNull(SettingsTests.class.getClassLoader()));

    @Test
    void everySettingHasAMeaning() {
        assertThat(SETTINGS.all())
                .hasSizeGreaterThan(35)
                .allSatisfy(setting -> assertThat(setting.description())
                        .as(setting.name())
                        .isNotBlank()
                        .doesNotContain("{@"));
    }

    @Test
    void whatNamedThingsHaveIsAmongThem() {
        assertThat(SETTINGS.all())
                .extracting(Setting::name)
                .contains(
                        "ctc.vocabularies.<name>.location",
                        "ctc.vocabularies.<name>.blank",
                        "ctc.vocabularies.<name>.format",
                        "ctc.language-models.<name>.location",
                        "ctc.overload.body.min-per-second",
                        "ctc.security.api-keys",
                        "ctc.kernel");
    }

    @ParameterizedTest
    @CsvSource({
        "ctc.limits.json-body, CTC_LIMITS_JSONBODY, 32MB",
        "ctc.overload.body.grace, CTC_OVERLOAD_BODY_GRACE, 5s",
        "ctc.vocabularies.<name>.format, CTC_VOCABULARIES_<NAME>_FORMAT, auto",
        "ctc.security.api-keys.<name>, CTC_SECURITY_APIKEYS_<NAME>,",
        "ctc.language-models.<name>.location, CTC_LANGUAGEMODELS_<NAME>_LOCATION,",
        "server.port, SERVER_PORT, 8080",
        "spring.lifecycle.timeout-per-shutdown-phase, SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE, 30s",
    })
    void helpNamesSettingVariableAndDefault(String name, String variable, String value) {
        String expected = value == null ? ", not set by default\n" : ", default " + value + "\n";

        assertThat(SettingsHelp.text()).contains("\n--" + name + "=...\n    " + variable + expected);
    }

    @Test
    void helpHasEverySettingAndFitsATerminal() {
        var text = SettingsHelp.text();
        assertThat(SETTINGS.all())
                .allSatisfy(setting -> assertThat(text)
                        .contains(
                                "\n--" + setting.name(),
                                "\n    " + setting.variable(),
                                setting.description().substring(0, 8)));
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(125));
    }

    @Test
    void defaultsOfTheServerAreThoseOfTheApplication() throws IOException {
        List<PropertySource<?>> application =
                new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml"));
        for (Setting setting : SettingsHelp.ofTheServer()) {
            if (setting.defaultValue() != null && !setting.name().startsWith("logging.")) {
                Object actual = Objects.requireNonNull(application.getFirst().getProperty(setting.name()));
                assertThat(actual.toString()).as(setting.name()).isEqualTo(setting.defaultValue());
            }
        }
    }
}
