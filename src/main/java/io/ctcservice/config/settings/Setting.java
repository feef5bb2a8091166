package io.ctcservice.config.settings;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting of this service.
 *
 * @param name its name in lower case and dashes; {@value #ANY} stands for a name that the user gives
 * @param kind what follows its name
 * @param type the Java type of its value
 * @param defaultValue its default, as it would be written; null where there is none
 * @param description what it means, plain text; empty where the metadata say nothing
 */
record Setting(
        String name, Kind kind, String type, @Nullable String defaultValue, String description) {

    /** Stands in a name for what the user calls a thing. */
    static final String ANY = "<name>";

    enum Kind {
        /** Nothing: the value is one. */
        ONE,
        /** A number in brackets, or nothing where values are parted by commas. */
        LIST,
        /** Any name. */
        MAP
    }

    /** Returns the name of the environment variable that sets it. */
    String variable() {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * Returns what names of variables for it look like: dashes may be left out or be underscores. Group 1 is the name that
     * the user gives, group 2 what follows, if there is either.
     */
    Pattern variables() {
        String pattern = name.replace("-", "_?").replace(".", "_");
        String rest = switch (kind) {
            case ONE -> "()";
            case LIST -> "(?:_([0-9]+)_?)?";
            case MAP -> "_(.+)";
        };
        String user = name.contains(ANY) ? "" : "()";
        return Pattern.compile(user + pattern.replace(ANY, "(.+)") + rest, Pattern.CASE_INSENSITIVE);
    }

    /** Returns its name with what the user calls a thing, in brackets where that is not only letters, digits and dashes. */
    String nameFor(String given) {
        return name.replace("." + ANY, isPlain(given) ? "." + given : "[" + given + "]");
    }

    static boolean isPlain(String name) {
        return name.matches("[A-Za-z0-9-]+");
    }
}
