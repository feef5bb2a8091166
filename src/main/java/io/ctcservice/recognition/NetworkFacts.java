package io.ctcservice.recognition;

import io.ctcservice.core.PlainNumber;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The known properties of a network, by the name of the setting that would state them. The first source that has one counts:
 * settings, then the file's metadata, then files beside it, then the preset, then what its first run shows. Not
 * thread-safe.
 */
public final class NetworkFacts {

    /** The name of the blank in a family; no setting. */
    static final String BLANK_NAME = "blank-name";

    /** The family of a network. */
    static final String PRESET = "preset";

    static final String NORMALIZATION = "sound.normalization";

    /** The number of rows of features to a frame; no setting. */
    static final String SUBSAMPLING = "subsampling";

    /** The name of a family or a feature extractor that is not known; no setting. */
    static final String EXTRACTOR = "feature-extractor";

    /** The family that the name of an input is usual in; no setting, and too little to go by. */
    static final String LIKELY_PRESET = "likely-preset";

    /** The strengths of a network in words; no setting. */
    static final String ABOUT = "about";

    /** The source of the user's settings. */
    static final String USER = "the setting";

    private static final String DEFAULT = "the default";

    private final TreeMap<String, Fact> facts = new TreeMap<>();
    private final Set<String> askedFor = new HashSet<>();

    /**
     * Something that is known.
     *
     * @param value as it would be written in a setting
     * @param source where it was found
     */
    public record Fact(String value, String source) {}

    /** Adds what is not known yet. */
    void offer(String key, String value, String source) {
        facts.putIfAbsent(key, new Fact(value, source));
    }

    /** Says more exactly what is known. */
    void replace(String key, String value, String source) {
        facts.put(key, new Fact(value, source));
    }

    void offerAll(Map<String, String> values, String source) {
        values.forEach((key, value) -> offer(key, value, source));
    }

    /** Returns all that is a setting, sorted. */
    SequencedMap<String, Fact> all() {
        var all = new TreeMap<>(facts);
        all.keySet().removeAll(Set.of(BLANK_NAME, SUBSAMPLING, EXTRACTOR, LIKELY_PRESET, ABOUT));
        return Collections.unmodifiableSequencedMap(all);
    }

    /** Returns whether the value of a key was used. */
    boolean isAskedFor(String key) {
        return askedFor.contains(key);
    }

    Optional<String> text(String key) {
        askedFor.add(key);
        return Optional.ofNullable(facts.get(key)).map(Fact::value);
    }

    /** Returns where a fact stands, for messages. */
    String source(String key) {
        return Optional.ofNullable(facts.get(key)).map(Fact::source).orElse("");
    }

    /** Returns whether the user said it. */
    boolean isSetting(String key) {
        return source(key).equals(USER);
    }

    /** Returns whether anything but a default says it. */
    boolean isKnown(String key) {
        return !source(key).isEmpty() && !source(key).equals(DEFAULT);
    }

    /** Returns a value that there must be. */
    String required(String key, String expected) throws NetworkFaultException {
        return text(key).orElseThrow(() -> missing(key, expected));
    }

    static NetworkFaultException missing(String key, String expected) {
        return new NetworkFaultException(
                key, "is not set, and neither the model nor the files beside it have it: expected " + expected);
    }

    /** Returns the complaint about a value. */
    NetworkFaultException wrong(String key, String expected) {
        return new NetworkFaultException(
                key, "expected " + expected + ", found " + text(key).orElse("nothing") + " (" + source(key) + ")");
    }

    Optional<Double> number(String key) throws NetworkFaultException {
        var text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(text.get().strip());
            if (Double.isFinite(number)) {
                return Optional.of(number);
            }
        } catch (NumberFormatException none) {
            // as any other value that is no number
        }
        throw wrong(key, "a number");
    }

    double number(String key, double least, double most, double otherwise) throws NetworkFaultException {
        offer(key, PlainNumber.of(otherwise), DEFAULT);
        double number = number(key).orElse(otherwise);
        if (number < least || number > most) {
            throw wrong(key, "a number from " + PlainNumber.of(least) + " to " + PlainNumber.of(most));
        }
        return number;
    }

    int integer(String key, int least, int most, int otherwise) throws NetworkFaultException {
        offer(key, Integer.toString(otherwise), DEFAULT);
        double number = number(key).orElse((double) otherwise);
        if (number != Math.rint(number) || number < least || number > most) {
            throw wrong(key, "a whole number from " + least + " to " + most);
        }
        return (int) number;
    }

    /** Returns a whole number that there must be. */
    int integer(String key, int least, int most, String expected) throws NetworkFaultException {
        required(key, expected);
        return integer(key, least, most, least);
    }

    boolean flag(String key, boolean otherwise) throws NetworkFaultException {
        offer(key, Boolean.toString(otherwise), DEFAULT);
        String text = text(key).orElse("").strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    /** Returns numbers separated by commas. */
    List<Double> numbers(String key, String otherwise) throws NetworkFaultException {
        if (!otherwise.isEmpty()) {
            offer(key, otherwise, DEFAULT);
        }
        try {
            var numbers = Arrays.stream(text(key).orElse(otherwise).split("[,\\s]+", -1))
                    .filter(part -> !part.isEmpty())
                    .map(Double::valueOf)
                    .toList();
            if (numbers.stream().allMatch(Double::isFinite)) {
                return numbers;
            }
        } catch (NumberFormatException none) {
            // as any other text
        }
        throw wrong(key, "numbers separated by commas");
    }

    <E extends Enum<E>> E constant(String key, E otherwise) throws NetworkFaultException {
        offer(key, nameOf(otherwise), DEFAULT);
        return constant(key, otherwise.getDeclaringClass()).orElse(otherwise);
    }

    <E extends Enum<E>> Optional<E> constant(String key, Class<E> type) throws NetworkFaultException {
        var text = text(key).map(NetworkFacts::plain);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (plain(constant.name()).equals(text.get())) {
                return Optional.of(constant);
            }
        }
        throw wrong(key, namesOf(type));
    }

    static <E extends Enum<E>> String namesOf(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(NetworkFacts::nameOf)
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    /** Returns a constant as it is written in settings. */
    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
