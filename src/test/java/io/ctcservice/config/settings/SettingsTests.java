package io.ctcservice.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** Tests of the list of settings and of their help. */
final class SettingsTests {

    private static final Settings SETTINGS =
            SettingsMetadata.read(Objects.requireNonNull(SettingsTests.class.getClassLoader()));

    private static final Pattern ROW = Pattern.compile("^\\| (`ctc\\.[^|]+) \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final Pattern HEAP = Pattern.compile("heap / ([0-9]+)");

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

    /** A row of the table: names, of which the later ones may be endings alone, and their defaults. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsOfThePage")
    void thePageOfSettingsSaysTheirDefaults(String names, String defaults) {
        List<Setting> named = settings(names);
        String[] values = defaults.replace("`", "").split(", ", -1);
        assertThat(values.length).isIn(1, named.size());
        for (int i = 0; i < named.size(); i++) {
            String said = values[values.length == 1 ? 0 : i];
            Setting setting = named.get(i);
            var share = HEAP.matcher(said);
            if (share.matches()) {
                assertThat(setting.description())
                        .contains(said.endsWith(" 2") ? "half of the heap" : "a " + share.group(1) + "th of the heap");
            } else if (said.matches("[0-9].*|true|false")) {
                assertThat(setting.defaultValue()).as(setting.name()).isEqualTo(said);
            }
        }
    }

    @Test
    void thePageOfSettingsHasAllButThoseOfNetworks() throws IOException {
        var named = rowsOfThePage()
                .flatMap(row -> settings(String.valueOf(row.get()[0])).stream())
                .map(Setting::name);

        assertThat(named)
                .containsAll(SETTINGS.all().stream()
                        .map(Setting::name)
                        .filter(name -> !name.startsWith("ctc.networks."))
                        .filter(name -> !ofTests().contains(name))
                        .toList());
    }

    /** Returns the settings of the tests, which are on the same class path. */
    private static List<String> ofTests() {
        try (var folder = new URLClassLoader(
                new URL[] {Path.of("src/test/resources/").toUri().toURL()}, /* parent= */ null)) {
            return SettingsMetadata.read(folder).all().stream()
                    .map(Setting::name)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Stream<Arguments> rowsOfThePage() throws IOException {
        var rows = ROW.matcher(Files.readString(Path.of("src/docs/guide/configuration.md")));
        return rows.results().map(row -> Arguments.of(row.group(1), row.group(2))).toList().stream();
    }

    private static List<Setting> settings(String names) {
        var found = new ArrayList<Setting>();
        String first = "";
        for (String name : names.replace("`", "").split(", ", -1)) {
            first = name.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + name : name;
            String whole = first.replace(".<client>", ""); // names of the user's own, as in the metadata
            assertThat(SETTINGS.all()).extracting(Setting::name).contains(whole);
            SETTINGS.all().stream()
                    .filter(setting -> setting.name().equals(whole))
                    .forEach(found::add);
        }
        return found;
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
