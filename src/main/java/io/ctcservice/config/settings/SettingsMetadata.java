package io.ctcservice.config.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader of the settings from the configuration metadata, which the compiler makes from the Javadoc. The settings of
 * a named thing, such as a vocabulary, are not in it: they are read from the record, and described in the additional
 * metadata.
 */
final class SettingsMetadata {

    private static final String FOLDER = "META-INF/";
    private static final String MADE = FOLDER + "spring-configuration-metadata.json";
    private static final String WRITTEN = FOLDER + "additional-spring-configuration-metadata.json";
    private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(.*)>");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");

    private final ClassLoader loader;
    private final Map<String, Setting> byName = new LinkedHashMap<>();

    private SettingsMetadata(ClassLoader loader) {
        this.loader = loader;
    }

    /** Returns the settings of this application. */
    static Settings read(ClassLoader loader) {
        var metadata = new SettingsMetadata(loader);
        try {
            metadata.addAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Settings(metadata.byName.values());
    }

    private void addAll() throws IOException {
        var json = new JsonMapper();
        var files = new ArrayList<URL>(Collections.list(loader.getResources(WRITTEN)));
        var made = loader.getResource(MADE); // the first is ours: classes come before libraries on the class path
        if (made != null) {
            files.addFirst(made);
        }
        for (URL file : files) {
            try (InputStream in = file.openStream()) {
                for (JsonNode property : json.readTree(in).path("properties")) {
                    add(property);
                }
            }
        }
    }

    private void add(JsonNode property) {
        String name = property.path("name").asString();
        if (!name.startsWith(Settings.PREFIX + ".")) {
            return;
        }
        String type = property.path("type").asString("java.lang.String");
        Matcher map = MAP.matcher(type);
        var values = map.matches() ? recordOf(map.group(1)) : null;
        if (values != null) {
            addComponents(name + "." + Setting.ANY, values);
            return;
        }
        var value = property.path("defaultValue");
        String defaultValue = value.isMissingNode() ? null : value.isString() ? value.asString() : value.toString();
        byName.put(
                name,
                new Setting(
                        name,
                        kind(type),
                        type,
                        defaultValue,
                        plain(property.path("description").asString(""))));
    }

    private void addComponents(String prefix, Class<?> values) {
        for (var component : values.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord() && isOurs(component.getType())) {
                addComponents(name, component.getType());
            } else {
                String type = component.getGenericType().getTypeName();
                byName.putIfAbsent(name, new Setting(name, kind(type), type, null, ""));
            }
        }
    }

    private @Nullable Class<?> recordOf(String name) {
        if (!name.startsWith("io.ctcservice.")) {
            return null;
        }
        Class<?> type = ClassUtils.resolveClassName(name, loader);
        return type.isRecord() ? type : null;
    }

    /**
     * Returns whether a type is a group of settings: value types such as a location are records, too, but are written
     * as one value.
     */
    private static boolean isOurs(Class<?> type) {
        return type.getEnclosingClass() != null;
    }

    private static Setting.Kind kind(String type) {
        if (type.startsWith("java.util.Map<")) {
            return Setting.Kind.MAP;
        }
        return type.startsWith("java.util.List<") || type.startsWith("java.util.Set<") || type.endsWith("[]")
                ? Setting.Kind.LIST
                : Setting.Kind.ONE;
    }

    private static String plain(String description) {
        return INLINE_TAG
                .matcher(description)
                .replaceAll("$1")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
