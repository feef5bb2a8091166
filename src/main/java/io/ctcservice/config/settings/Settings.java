package io.ctcservice.config.settings;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The list of all settings {@code ctc.*}. Immutable. */
final class Settings {

    static final String PREFIX = "ctc";

    private final List<Setting> all;

    Settings(Collection<Setting> settings) {
        var byName = new TreeMap<String, Setting>();
        settings.forEach(setting -> byName.put(setting.name(), setting));
        this.all = List.copyOf(byName.values());
    }

    /** Returns all settings, sorted by name. */
    List<Setting> all() {
        return all;
    }

    /** Returns the setting that a property of this name sets, in any spelling. */
    Optional<Setting> find(ConfigurationPropertyName name) {
        return all.stream().filter(setting -> fits(setting, name)).findFirst();
    }

    private static boolean fits(Setting setting, ConfigurationPropertyName given) {
        var elements = setting.name().split("\\.", -1);
        int more = given.getNumberOfElements() - elements.length;
        for (int i = 0; i < Math.min(elements.length, given.getNumberOfElements()); i++) {
            if (!elements[i].equals(Setting.ANY) && !uniform(elements[i]).equals(given.getElement(i, Form.UNIFORM))) {
                return false;
            }
        }
        return switch (setting.kind()) {
            case ONE -> more == 0;
            case LIST -> more == 0 || (more == 1 && given.isLastElementIndexed());
            case MAP -> more > 0;
        };
    }

    /**
     * Returns the setting that an environment variable of this name sets; of several, the one with the longest fixed
     * part.
     */
    Optional<Setting> findVariable(String variable) {
        return all.stream()
                .filter(setting -> setting.variables().matcher(variable).matches())
                .max(Comparator.comparingInt(setting -> setting.name().length()));
    }

    /** Returns the names of groups of settings, such as {@code limits}. */
    Set<String> groups() {
        return all.stream()
                .filter(setting ->
                        setting.kind() == Setting.Kind.MAP || setting.name().indexOf('.', 4) > 0)
                .map(setting -> setting.name().split("\\.", -1)[1])
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the name of the most similar setting, with the user's part kept. */
    String nearest(String unknown) {
        var parts = unknown.split("[.\\[\\]]+", -1);
        String given = parts.length > 2 ? parts[2] : Setting.ANY;
        var names = all.stream()
                .map(setting -> setting.nameFor(given) + (setting.kind() == Setting.Kind.MAP ? "." + Setting.ANY : ""))
                .toList();
        return nearest(unknown, unknown + ".", names);
    }

    /** Returns the most similar environment variable. */
    String nearestVariable(String unknown) {
        var candidates = new ArrayList<String>();
        for (Setting setting : all) {
            String item = setting.kind() == Setting.Kind.MAP ? "_" + Setting.ANY.toUpperCase(Locale.ROOT) : "";
            candidates.add(setting.variable() + item);
            for (String part : unknown.toUpperCase(Locale.ROOT).split("_", -1)) {
                candidates.add(setting.variable().replace(Setting.ANY.toUpperCase(Locale.ROOT), part));
            }
        }
        return nearest(unknown, unknown.toUpperCase(Locale.ROOT) + "_", candidates);
    }

    /** Returns the most similar name of those that begin with the given text, or of all names if none does. */
    private static String nearest(String unknown, String beginning, List<String> names) {
        var within = names.stream().filter(name -> name.startsWith(beginning)).toList();
        return Collections.min(
                within.isEmpty() ? names : within, Comparator.comparingInt((String name) -> distance(unknown, name)));
    }

    private static int distance(String a, String b) {
        return EditDistance.between(labels(a), labels(b));
    }

    private static Labels labels(String name) {
        return Labels.of(name.toLowerCase(Locale.ROOT).chars().toArray());
    }

    private static String uniform(String element) {
        return element.replace("-", "");
    }
}
