package io.ctcservice.spark;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.spark.Settings.Include;
import io.ctcservice.spark.Settings.Weighted;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of a task's settings from options; it reads the files that they name but for the language model. */
final class SettingsReader {

    private static final String NETWORK = "network";
    private static final String SECONDS_PER_FRAME = "seconds-per-frame";
    private static final String N_BEST = "n-best";

    /** The options of all tasks. */
    static final Set<String> NAMES = Set.of(
            NETWORK,
            "vocabulary",
            "blank",
            "scores",
            "include",
            "word-delimiter",
            SECONDS_PER_FRAME,
            "on-unknown",
            "leave-out",
            "decoder",
            "beam-width",
            N_BEST,
            "token-min-log-prob",
            "beam-min-log-prob",
            "language-model",
            "weight",
            "word-bonus",
            "unknown-log-prob",
            "hotwords",
            "whole-words",
            "lexicon",
            "keywords",
            "threshold",
            "max-cells");

    /** The parts of an alignment where none are named. */
    private static final Set<Include> USUAL_PARTS = Set.of(Include.WORDS, Include.VERDICT, Include.DISTRIBUTION);

    private static final String ENGLISH = "english";
    private static final double THRESHOLD = -5;
    private static final long MAX_CELLS = 20_000_000_000L;

    /** In seconds, as in requests of the service. */
    private static final int LONGEST_FRAME = 3600;

    /** The ways to decode. */
    enum DecoderName {
        GREEDY,
        BEAM
    }

    /** The treatments of characters that no symbol spells. */
    enum OnUnknown {
        REFUSE,
        STAR
    }

    private final Task task;
    private final Options options;

    SettingsReader(Task task, Options options) {
        this.task = task;
        this.options = options;
    }

    /**
     * Returns the settings, tried once.
     *
     * @throws UsageException naming an option that is wrong
     */
    Settings read() {
        try {
            var settings = settings();
            task.computation(settings.withoutLanguageModel());
            if (settings.search().languageModel() != null) {
                ShippedLanguageModels.tryOn(settings.search());
            }
            return settings;
        } catch (CtcInputException refused) {
            throw new UsageException("--" + optionOf(refused.field()) + ": " + refused.getMessage());
        }
    }

    /** Returns the option that a field of the core comes from: {@code weight} for {@code languageModel/weight}. */
    private static String optionOf(String field) {
        String option = field;
        for (String part : field.split("/", -1)) {
            String name = part.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            option = NAMES.contains(name) ? name : option;
        }
        return option;
    }

    private Settings settings() {
        var network = network();
        var symbols = network == null ? symbols() : network.symbols();
        int blank = network == null ? blank(symbols) : network.blank();
        var include = options.constants("include", Include.class, task == Task.ALIGN ? USUAL_PARTS : Set.<Include>of());
        new IdleOptions(task, options).refuse(isBeam(), symbols != null, include);
        var settings = new Settings(
                task,
                symbols,
                blank,
                network == null ? options.constant("scores", ScoreKind.class) : network.scores(),
                include,
                words(network),
                search(network == null ? FusionWeights.DEFAULT : network.weights()),
                task == Task.SPOT ? keywords(options.required("keywords")) : List.of(),
                maxCells(),
                network == null ? null : new Settings.Network(options.required(NETWORK), network.column()));
        requireSymbols(settings);
        return settings;
    }

    private static void requireSymbols(Settings settings) {
        if (settings.symbols() == null
                && (settings.task() == Task.SPOT || settings.search().isGuided())) {
            throw new UsageException(
                    "--vocabulary is missing: phrases, language model and lexicon need to know the symbols");
        }
    }

    private @Nullable List<String> symbols() {
        String given = options.text("vocabulary");
        if (given == null) {
            return options.has("blank") ? null : Vocabulary.ofEnglish().symbols();
        }
        if (given.equals(ENGLISH)) {
            return Vocabulary.ofEnglish().symbols();
        }
        return VocabularyFile.symbols(given.startsWith("[") ? given : Storage.text("vocabulary", given));
    }

    private int blank(@Nullable List<String> symbols) {
        int blank = options.integer("blank", -1);
        if (options.has("blank")) {
            if (blank < 0) {
                throw new UsageException("--blank " + blank + "; expected a class index");
            }
            return blank;
        }
        if (symbols != null && symbols.equals(Vocabulary.ofEnglish().symbols())) {
            return Vocabulary.ofEnglish().blank();
        }
        throw new UsageException("--blank is missing: the class index of the blank in the vocabulary");
    }

    /** Returns the network, which each JVM loads once; null without. */
    private @Nullable Recogniser network() {
        String location = options.text(NETWORK);
        if (location == null) {
            return null;
        }
        List.of("vocabulary", "blank", "scores").forEach(this::requireNoneBesideNetwork);
        var network = Recognisers.of(location);
        if (network.secondsPerFrame() != null) { // lines of print have none
            requireNoneBesideNetwork(SECONDS_PER_FRAME);
        }
        return network;
    }

    private void requireNoneBesideNetwork(String option) {
        if (options.has(option)) {
            throw new UsageException("--" + option + " comes with --network; expected only one of the two");
        }
    }

    private Settings.Words words(@Nullable Recogniser network) {
        Double known = network == null ? null : network.secondsPerFrame();
        double seconds = known == null ? options.number(SECONDS_PER_FRAME, 0) : known;
        if (options.has(SECONDS_PER_FRAME) && !(seconds > 0 && seconds <= LONGEST_FRAME)) {
            throw new UsageException("--seconds-per-frame " + PlainNumber.of(seconds)
                    + "; expected more than 0, and at most " + LONGEST_FRAME);
        }
        return new Settings.Words(
                options.text("word-delimiter"),
                seconds > 0 ? (Double) seconds : null,
                options.constant("on-unknown", OnUnknown.class) == OnUnknown.STAR,
                options.isSet("leave-out"));
    }

    private Settings.Search search(FusionWeights weights) {
        String words = options.text("lexicon");
        var usual = BeamSettings.usual(words != null);
        String hotwords = options.text("hotwords");
        return new Settings.Search(
                isBeam(),
                options.integer("beam-width", BeamSettings.usualWidth(options.integer(N_BEST, usual.nBest()))),
                options.has(N_BEST) ? (Integer) options.integer(N_BEST, usual.nBest()) : null,
                options.number("token-min-log-prob", usual.tokenMinLogProb()),
                options.number("beam-min-log-prob", usual.beamMinLogProb()),
                options.text("language-model"),
                options.number("weight", weights.weight()),
                options.number("word-bonus", weights.wordBonus()),
                options.has("unknown-log-prob") ? (Double) options.number("unknown-log-prob", 0) : null,
                hotwords == null
                        ? List.of()
                        : PhraseFile.read("hotwords", hotwords).weighted(Hotword.DEFAULT_BONUS),
                options.isSet("whole-words"),
                words == null ? null : PhraseFile.read("lexicon", words).words());
    }

    private boolean isBeam() {
        return options.constant("decoder", DecoderName.class) == DecoderName.BEAM;
    }

    private long maxCells() {
        long most = options.large("max-cells", MAX_CELLS);
        if (most < 1) {
            throw new UsageException("--max-cells " + most + "; expected at least 1");
        }
        return most;
    }

    private List<Weighted> keywords(String location) {
        var file = PhraseFile.read("keywords", location);
        if (options.has("threshold") && file.isWeighted()) {
            throw new UsageException("--threshold is of no effect: each of the --keywords has its own");
        }
        var keywords = file.weighted(options.number("threshold", THRESHOLD));
        for (Weighted keyword : keywords) {
            if (!(keyword.weight() <= 0)) {
                throw new UsageException(
                        "--" + (options.has("threshold") ? "threshold" : "keywords") + ": the threshold "
                                + PlainNumber.of(keyword.weight()) + " of \"" + keyword.phrase()
                                + "\"; expected at most 0");
            }
        }
        return keywords;
    }
}
