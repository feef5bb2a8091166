package io.ctcservice.spark;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.EditDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of a job or function by name, as texts. Immutable. */
final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Returns the options of a command line, {@code --name value}; a flag may stand without value.
     *
     * @throws UsageException naming an option that there is not, is given twice or has no value
     */
    static Options parse(List<String> arguments, Set<String> known, Set<String> flags) {
        var values = new TreeMap<String, String>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                throw new UsageException("\"" + argument + "\" is no option; expected --name value");
            }
            String name = argument.substring(2);
            requireKnown(name, known, flags);
            boolean hasValue = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
            if (!hasValue && !flags.contains(name)) {
                throw new UsageException("--" + name + " has no value");
            }
            if (values.put(name, hasValue ? arguments.get(++i) : "true") != null) {
                throw new UsageException("--" + name + " is given twice");
            }
        }
        return new Options(values);
    }

    /**
     * Returns options that are given as a map.
     *
     * @throws UsageException naming an option that there is not
     */
    static Options of(Map<String, String> given, Set<String> known) {
        given.keySet().forEach(name -> requireKnown(name, known, Set.of()));
        return new Options(new TreeMap<>(given));
    }

    private static void requireKnown(String name, Set<String> known, Set<String> flags) {
        var all = new TreeSet<>(known);
        all.addAll(flags);
        if (!all.contains(name)) {
            String nearest = all.stream()
                    .min(Comparator.comparingInt(option -> distance(option, name)))
                    .orElseThrow();
            throw new UsageException("there is no option \"" + name + "\"; the nearest is \"" + nearest + "\"");
        }
    }

    private static int distance(String a, String b) {
        return EditDistance.between(
                Labels.of(a.chars().toArray()), Labels.of(b.chars().toArray()));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws UsageException if it is neither true nor false */
    boolean isSet(String name) {
        String value = values.get(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw new UsageException("--" + name + " \"" + value + "\"; expected true or false");
        }
        return "true".equals(value);
    }

    @Nullable
    String text(String name) {
        return values.get(name);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** @throws UsageException if it is not given */
    String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new UsageException("--" + name + " is missing");
        }
        return value;
    }

    double number(String name, double otherwise) {
        double number = parsed(name, otherwise, Double::parseDouble, "a number");
        if (Double.isNaN(number)) {
            throw new UsageException("--" + name + " \"" + values.get(name) + "\" is not a number");
        }
        return number;
    }

    int integer(String name, int otherwise) {
        return parsed(name, otherwise, Integer::parseInt, "a whole number");
    }

    long large(String name, long otherwise) {
        return parsed(name, otherwise, Long::parseLong, "a whole number");
    }

    private <T> T parsed(String name, T otherwise, Function<String, T> parser, String expected) {
        String value = values.get(name);
        try {
            return value == null ? otherwise : parser.apply(value.strip());
        } catch (NumberFormatException bad) {
            throw new UsageException("--" + name + " \"" + value + "\" is not " + expected);
        }
    }

    /** Returns the constant that an option names in camel case, such as {@code logProbs}; null if it is not given. */
    <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        String value = values.get(name);
        return value == null ? null : constant(name, value, type);
    }

    private static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
        var names = new ArrayList<String>();
        for (E one : type.getEnumConstants()) {
            if (nameOf(one).equals(value)) {
                return one;
            }
            names.add(nameOf(one));
        }
        throw new UsageException("--" + name + " \"" + value + "\"; expected " + String.join(", ", names));
    }

    /** Returns the constants that a comma-separated option names. */
    <E extends Enum<E>> Set<E> constants(String name, Class<E> type, Set<E> otherwise) {
        String value = values.get(name);
        return value == null
                ? otherwise
                : Arrays.stream(value.split(",", -1))
                        .filter(one -> !one.isBlank())
                        .map(one -> constant(name, one.strip(), type))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the name of a constant in camel case. */
    static String nameOf(Enum<?> constant) {
        var name = new StringBuilder();
        boolean begins = false;
        for (char letter : constant.name().toLowerCase(Locale.ROOT).toCharArray()) {
            if (letter != '_') {
                name.append(begins ? Character.toUpperCase(letter) : letter);
            }
            begins = letter == '_';
        }
        return name.toString();
    }
}
