package io.ctcservice.train;

import io.ctcservice.core.lm.LanguageModelFormatException;
import io.ctcservice.core.lm.NgramLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Settings given as {@code name=value}; those not given have the values written here. */
final class Settings {

    private static final String MODEL = "model";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("folder", "target/print"), // checkpoints and the log; another one for speech
            Map.entry("fonts", "/usr/share/fonts:/usr/share/texmf/fonts/opentype"),
            Map.entry("texts", "/usr/share/games/fortunes"),
            Map.entry("lists", "/usr/share/dict"),
            Map.entry("data", ""), // a folder of pictures with an index.json, to test with
            Map.entry("sets", "ocr_scan_en,ocr_rendered_en"),
            Map.entry("steps", "12000"),
            Map.entry("batch", "16"),
            Map.entry("peak", "0.002"),
            Map.entry("seed", "1"),
            Map.entry("channels", "24,48,80,128"),
            Map.entry("hidden", "160"),
            Map.entry("layers", "2"), // of GRUs
            Map.entry("begin", ""), // folder of checkpoints, or for speech an ONNX file, with the weights to begin with
            Map.entry("begin-channels", ""), // of that network, if they are others than those of this one
            Map.entry("begin-layers", ""), // likewise
            Map.entry("begin-hidden", ""), // likewise
            Map.entry("begin-temperature", "1"), // what the logits of an ONNX file to begin with were divided by
            Map.entry("interpolate", ""), // ONNX files, with whose mean weights an export is interpolated
            Map.entry("share", "0.5"), // of its weights in what is exported
            Map.entry("workers", "1"), // threads, each with a part of a batch
            Map.entry("epoch", "500"), // steps between two checkpoints
            Map.entry("lines", "300"), // lines in fonts never seen, to test with
            Map.entry("file", "target/print.onnx"), // another one for speech
            Map.entry("picture", ""), // a picture of a line, of which
            Map.entry("recording", ""), // or a recording, of which
            Map.entry("case", ""), // this file shall keep what the exported network says
            Map.entry("tesseract", "false"), // whether it reads the same lines, for comparison
            Map.entry(
                    MODEL, ""), // an ARPA language model, to read with its words as well, and whose sentences are said
            Map.entry("diagram", ""), // an SVG file for confidence against being right
            Map.entry("sound", "target/speech-sound"), // where the sound to train and test with is kept
            Map.entry("words", "/usr/share/dict/words"), // sentences with other words are left out
            Map.entry("variants", "/usr/lib/x86_64-linux-gnu/espeak-ng-data/voices/!v"),
            Map.entry("recordings", ""), // a folder of people's speech with an index.json
            Map.entry("learned", "lj"), // sets of it to learn from, but for the sixth part
            Map.entry("tested", "prompts,digits"), // sets of it to test with
            Map.entry("utterances", "12000"), // how many are made to learn from
            Map.entry("unseen", "150"), // how many are made with each kind of voice never learned from
            Map.entry("timed", "0"), // utterances of espeak-ng with known times of words, to measure with
            Map.entry("streams", "false"), // whether the network hears while somebody speaks
            Map.entry("sound-channels", "24"), // of each convolution
            Map.entry("sound-layers", "3"), // of GRUs
            Map.entry("sound-hidden", "192"), // states of each direction
            Map.entry("temperature", "1"), // what the logits of an exported network that hears are divided by
            Map.entry("weight", "0.35"), // of a language model beside it
            Map.entry("word-bonus", "3.5"), // likewise
            Map.entry("temperatures", "1,1.5,2"), // to try
            Map.entry("weights", "0.25,0.35,0.5,0.7"), // likewise
            Map.entry("word-bonuses", "-1,0,1,2"), // likewise
            Map.entry("look-ahead", "10"), // frames that the row convolution of a stream sees
            Map.entry("seconds", "48"), // of sound in a batch
            Map.entry("distorted", "50"), // percent of utterances that get rooms, filters and noise
            Map.entry("telephones", "15"), // percent of them that are taken to 8 kHz
            Map.entry("masked", "30"), // percent of them of which bands and moments are hidden
            Map.entry("people", "0.15"), // share of recordings in what is learned from
            Map.entry("sound-sets", "espeak,rms,ked,lj-kept,prompts,digits"),
            Map.entry("errors", "false")); // whether lines read wrongly are printed

    /** What programs for speech have in place of those. */
    private static final Map<String, String> SPEECH =
            Map.of("folder", "target/speech-network", "file", "target/speech-network.onnx");

    /** The least and the largest value of numbers that are not any. */
    private static final Map<String, double[]> RANGES = Map.ofEntries(
            Map.entry("steps", atLeast(1)),
            Map.entry("epoch", atLeast(1)),
            Map.entry("batch", atLeast(1)),
            Map.entry("workers", atLeast(1)),
            Map.entry("seconds", new double[] {1, 3600}),
            Map.entry("lines", atLeast(1)),
            Map.entry("utterances", atLeast(0)),
            Map.entry("unseen", atLeast(0)),
            Map.entry("timed", atLeast(0)),
            Map.entry("channels", atLeast(1)),
            Map.entry("layers", atLeast(1)),
            Map.entry("hidden", atLeast(1)),
            Map.entry("begin-channels", atLeast(1)),
            Map.entry("begin-layers", atLeast(1)),
            Map.entry("begin-hidden", atLeast(1)),
            Map.entry("sound-channels", atLeast(1)),
            Map.entry("sound-layers", atLeast(1)),
            Map.entry("sound-hidden", atLeast(1)),
            Map.entry("look-ahead", atLeast(0)),
            Map.entry("peak", new double[] {0, 1}),
            Map.entry("people", new double[] {0, 1}),
            Map.entry("share", new double[] {0, 1}),
            Map.entry("distorted", new double[] {0, 100}),
            Map.entry("telephones", new double[] {0, 100}),
            Map.entry("masked", new double[] {0, 100}),
            Map.entry("temperature", new double[] {0.01, 100}),
            Map.entry("begin-temperature", new double[] {0.01, 100}),
            Map.entry("temperatures", new double[] {0.01, 100}),
            Map.entry("weight", new double[] {0, 100}),
            Map.entry("weights", new double[] {0, 100}),
            Map.entry("word-bonus", new double[] {-100, 100}),
            Map.entry("word-bonuses", new double[] {-100, 100}));

    /** Settings of no effect without another. */
    private static final Map<String, List<String>> COMPANIONS = Map.ofEntries(
            Map.entry("sets", List.of("data")),
            Map.entry("tested", List.of("recordings")),
            Map.entry("learned", List.of("recordings")),
            Map.entry("look-ahead", List.of("streams")),
            Map.entry("share", List.of("interpolate")),
            Map.entry("begin-channels", List.of("begin")),
            Map.entry("begin-layers", List.of("begin")),
            Map.entry("begin-hidden", List.of("begin")),
            Map.entry("begin-temperature", List.of("begin")),
            Map.entry("picture", List.of("case")),
            Map.entry("recording", List.of("case")),
            Map.entry("case", List.of("picture", "recording")));

    private final Map<String, String> values = new HashMap<>(DEFAULTS);

    /** @throws IllegalArgumentException naming the setting that there is not */
    Settings(String... arguments) {
        this(DEFAULTS.keySet(), "training", arguments);
    }

    private Settings(Set<String> names, String program, String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = argument.substring(0, Math.max(0, equals));
            if (!names.contains(name)) {
                String what = DEFAULTS.containsKey(name)
                        ? "\"" + argument + "\" is of no effect on " + program + ", which takes "
                        : "\"" + argument + "\" is not name=value with a name of ";
                throw new IllegalArgumentException(what + new TreeSet<>(names));
            }
            values.put(name, argument.substring(equals + 1));
        }
    }

    /**
     * Returns the settings of a program: those for speech have another folder and file where none are given.
     *
     * @throws IllegalArgumentException naming a setting that the program does not use, or that has no effect without another
     */
    static Settings of(Program program, String... arguments) {
        var settings = new Settings(program.names(), program.title(), arguments);
        var given = Arrays.stream(arguments)
                .map(argument -> argument.substring(0, argument.indexOf('=')))
                .collect(Collectors.toSet());
        if (program.isOfSpeech()) {
            SPEECH.forEach((name, value) -> {
                if (!given.contains(name)) {
                    settings.values.put(name, value);
                }
            });
        }
        given.forEach(name -> settings.requireCompanion(name, program.names()));
        return settings;
    }

    private void requireCompanion(String name, Set<String> used) {
        var companions = COMPANIONS.getOrDefault(name, List.of()).stream()
                .filter(used::contains)
                .toList();
        if (!isOff(name) && !companions.isEmpty() && companions.stream().allMatch(this::isOff)) {
            throw new IllegalArgumentException(
                    name + "=" + text(name) + " is of no effect without " + String.join(" or ", companions));
        }
    }

    private boolean isOff(String name) {
        return text(name).isEmpty() || text(name).equals("false");
    }

    /** Returns a sentence with the setting in front whose value it tells of, if that is not in it. */
    String naming(String sentence) {
        return values.entrySet().stream()
                .filter(one -> one.getValue().contains("/") && sentence.contains(one.getValue()))
                .max(Comparator.<Map.Entry<String, String>>comparingInt(
                                one -> one.getValue().length())
                        .thenComparing(Map.Entry::getKey))
                .filter(one -> !sentence.contains(one.getKey() + "="))
                .map(one -> one.getKey() + "=" + one.getValue() + ": " + sentence)
                .orElse(sentence);
    }

    private static double[] atLeast(int least) {
        return new double[] {least, Integer.MAX_VALUE};
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return value;
    }

    /** @throws IllegalArgumentException naming the setting if it is no whole number, or outside of its range */
    int number(String name) {
        int number = parsed(name, text(name), Integer::valueOf, "a whole number");
        requireInRange(name, number);
        return number;
    }

    /** @throws IllegalArgumentException naming the setting if it is no number, or outside of its range */
    double real(String name) {
        double number = parsed(name, text(name), Double::valueOf, "a number");
        requireInRange(name, number);
        return number;
    }

    private void requireInRange(String name, double number) {
        double[] range = RANGES.get(name);
        if (range != null && !(number >= range[0] && number <= range[1])) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%s=%s; expected %s to %s", name, text(name), plain(range[0]), plain(range[1])));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static <T> T parsed(String name, String value, Function<String, T> parser, String expected) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException bad) {
            throw new IllegalArgumentException(name + "=" + value + "; expected " + expected, bad);
        }
    }

    /** @throws IllegalArgumentException naming the setting if it is neither true nor false */
    boolean flag(String name) {
        String value = text(name);
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(name + "=" + value + "; expected true or false");
        }
        return value.equals("true");
    }

    Path path(String name) {
        return Path.of(text(name));
    }

    /**
     * Returns the path of a file to read.
     *
     * @throws IOException naming the setting, if there is none
     */
    Path file(String name) throws IOException {
        if (!Files.isRegularFile(path(name))) {
            throw new IOException(name + "=" + text(name) + " is no file; expected one to read");
        }
        return path(name);
    }

    /**
     * Returns the language model.
     *
     * @throws IOException naming the setting, if there is none or it is not one
     */
    NgramLanguageModel model() throws IOException {
        try (var file = Files.newInputStream(file(MODEL))) {
            return NgramLanguageModel.read(file);
        } catch (LanguageModelFormatException bad) {
            throw new IOException(MODEL + "=" + text(MODEL) + ": " + bad.getMessage(), bad);
        }
    }

    /** Returns a path that may be left out. */
    Optional<Path> given(String name) {
        return text(name).isEmpty() ? Optional.empty() : Optional.of(path(name));
    }

    List<Path> paths(String name) {
        return Arrays.stream(text(name).split(":")).map(Path::of).toList();
    }

    /** @throws IllegalArgumentException naming the setting if one is no number, or outside of its range */
    List<Double> reals(String name) {
        return several(name, Double::valueOf, "numbers with commas between");
    }

    private <T extends Number> List<T> several(String name, Function<String, T> parser, String expected) {
        List<T> numbers = words(name).stream()
                .map(word -> parsed(name, word, parser, expected))
                .toList();
        numbers.forEach(number -> requireInRange(name, number.doubleValue()));
        return numbers;
    }

    List<String> words(String name) {
        return Arrays.stream(text(name).split(",")).filter(w -> !w.isEmpty()).toList();
    }

    /** Returns the shape of the network. */
    PrintShape shape(int classes) {
        return shape("channels", "layers", "hidden", classes);
    }

    /** Returns the shape of the network to begin with. */
    PrintShape beginShape(int classes) {
        return shape(
                either("begin-channels", "channels"),
                either("begin-layers", "layers"),
                either("begin-hidden", "hidden"),
                classes);
    }

    private PrintShape shape(String channels, String layers, String hidden, int classes) {
        return new PrintShape(
                several(channels, Integer::valueOf, "whole numbers with commas between"),
                number(layers),
                number(hidden),
                classes);
    }

    private String either(String name, String otherwise) {
        return text(name).isEmpty() ? otherwise : name;
    }

    /** Returns the shape of the network that hears both directions to begin with. */
    SoundShape beginSoundShape() {
        return soundShape()
                .whole(number(either("begin-layers", "sound-layers")), number(either("begin-hidden", "sound-hidden")));
    }

    /** Returns the shape of a network that hears. */
    SoundShape soundShape() {
        boolean streams = flag("streams");
        return new SoundShape(
                number("sound-channels"),
                number("sound-layers"),
                number("sound-hidden"),
                SpeechAlphabet.SIZE,
                streams ? number("look-ahead") : 0,
                streams);
    }
}
