package io.ctcservice.config.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The environment variables of settings whose names contain a user's name, such as that of a vocabulary. Spring takes
 * each underscore for the end of a part, and would find nothing in {@code CTC_VOCABULARIES_OCR_EN_LOCATION}; here it is
 * the vocabulary {@code ocr_en}.
 */
final class NamedVariables {

    private NamedVariables() {}

    static void addTo(ConfigurableEnvironment environment, Settings settings) {
        for (PropertySource<?> source :
                environment.getPropertySources().stream().toList()) {
            if (source instanceof SystemEnvironmentPropertySource variables) {
                var translated = translated(variables, settings);
                if (!translated.isEmpty()) {
                    environment
                            .getPropertySources()
                            .addBefore(
                                    source.getName(),
                                    new OriginTrackedMapPropertySource(source.getName() + " by name", translated));
                }
            }
        }
    }

    private static Map<String, Object> translated(SystemEnvironmentPropertySource variables, Settings settings) {
        var translated = new LinkedHashMap<String, Object>();
        for (String variable : variables.getPropertyNames()) {
            Object value = variables.getProperty(variable);
            if (value != null) {
                name(settings, variable)
                        .ifPresent(name -> translated.put(name, OriginTrackedValue.of(value, new Variable(variable))));
            }
        }
        return translated;
    }

    /** Returns the name of the setting, empty if Spring would find it as well. */
    private static Optional<String> name(Settings settings, String variable) {
        var found = settings.findVariable(variable);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Setting setting = found.get();
        Matcher parts = setting.variables().matcher(variable);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return switch (setting.kind()) {
            case ONE -> Optional.of(setting.nameFor(parts.group(1).toLowerCase(Locale.ROOT)));
            case LIST -> indexed(setting, parts);
            case MAP -> keyed(setting, parts, variable);
        };
    }

    private static Optional<String> indexed(Setting setting, Matcher parts) {
        String name = setting.nameFor(parts.group(1).toLowerCase(Locale.ROOT));
        return Optional.of(parts.group(2) == null ? name : name + "[" + parts.group(2) + "]");
    }

    private static Optional<String> keyed(Setting setting, Matcher parts, String variable) {
        if (variable.toUpperCase(Locale.ROOT).startsWith(setting.variable() + "_")) {
            return Optional.empty();
        }
        String name = setting.nameFor(parts.group(1).toLowerCase(Locale.ROOT));
        return Optional.of(name + "[" + parts.group(2).toLowerCase(Locale.ROOT) + "]");
    }

    /** The origin of a value: an environment variable. */
    private record Variable(String name) implements Origin {
        @Override
        public String toString() {
            return "environment variable " + name;
        }
    }
}
