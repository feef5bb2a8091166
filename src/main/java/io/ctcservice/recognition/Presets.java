package io.ctcservice.recognition;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The properties of families of networks, by name: the defaults of settings. */
final class Presets {

    private static final Properties ALL = read();

    private Presets() {}

    private static Properties read() {
        var all = new Properties();
        try (var in = Objects.requireNonNull(Presets.class.getResourceAsStream("presets.properties"));
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            all.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Returns the names of all presets. */
    static SortedSet<String> names() {
        var names = new TreeSet<String>();
        ALL.stringPropertyNames().forEach(key -> names.add(key.substring(0, key.indexOf('.'))));
        return names;
    }

    /** Returns the settings of a preset; none where there is no such preset. */
    static Map<String, String> settings(String name) {
        var settings = new LinkedHashMap<String, String>();
        @Nullable String preset = name;
        while (preset != null) {
            String prefix = preset + ".";
            ALL.stringPropertyNames().stream()
                    .filter(key -> key.startsWith(prefix))
                    .forEach(key -> settings.putIfAbsent(key.substring(prefix.length()), ALL.getProperty(key)));
            preset = ALL.getProperty(prefix + "like");
        }
        settings.remove("like");
        return settings;
    }
}
