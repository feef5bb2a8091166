package io.ctcservice.config.settings;

import io.ctcservice.codec.Location;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting of this service.
 *
 * @param name its name in lower case and dashes; {@value #ANY} is the wildcard for a name that the user gives
 * @param kind what follows its name
 * @param type the Java type of its value
 * @param defaultValue its default, as it would be written; null where there is none
 * @param description what it means, plain text; empty where the metadata say nothing
 */
record Setting(
        String name, Kind kind, String type, @Nullable String defaultValue, String description) {

    /** The placeholder in a name for the part that the user chooses. */
    static final String ANY = "<name>";

    enum Kind {
        /** No suffix: a single value. */
        ONE,
        /** An index in brackets, or no suffix and values separated by commas. */
        LIST,
        /** Any name. */
        MAP
    }

    /**
     * Returns whether an empty value is none: of a time, a size, a number or a choice. Lists and texts may be empty, and who
     * opens a file refuses an empty location.
     */
    boolean needsAValue() {
        return kind == Kind.ONE && !type.equals(String.class.getName()) && !type.equals(Location.class.getName());
    }

    /** Returns the name of the environment variable for this setting. */
    String variable() {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * Returns a pattern of the environment variables for this setting: dashes may be omitted or replaced by
     * underscores. Group 1 is the name that the user gives, group 2 what follows, if there is either.
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

    /**
     * Returns its name with the user's part filled in, in brackets if that has other characters than letters, digits
     * and dashes.
     */
    String nameFor(String given) {
        return name.replace("." + ANY, isPlain(given) ? "." + given : "[" + given + "]");
    }

    static boolean isPlain(String name) {
        return name.matches("[A-Za-z0-9-]+");
    }
}
