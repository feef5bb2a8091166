package io.ctcservice.spark;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The best hypothesis of each row. */
final class DecodeComputation implements Computation {

    private static final StructType COLUMNS = new StructType()
            .add("text", DataTypes.StringType)
            .add("labels", DataTypes.createArrayType(DataTypes.IntegerType, false))
            .add("score", DataTypes.DoubleType)
            .add("logProb", DataTypes.DoubleType)
            .add("confidence", DataTypes.DoubleType)
            .add(
                    "parts",
                    new StructType()
                            .add("acoustic", DataTypes.DoubleType)
                            .add("languageModel", DataTypes.DoubleType)
                            .add("wordBonus", DataTypes.DoubleType)
                            .add("hotwords", DataTypes.DoubleType))
            .add("frames", DataTypes.IntegerType);

    private final Classes classes;
    private final Settings.Words words;
    private final boolean withTokens;
    private final boolean withWords;
    private final long maxCells;
    private final List<String> remarks = new ArrayList<>();
    private final Decoder decoder;
    private final SpanFinder finder;

    DecodeComputation(Settings settings) {
        this.classes = new Classes(settings);
        this.words = settings.words();
        this.withTokens = settings.includes(Settings.Include.TOKENS);
        this.withWords = settings.includes(Settings.Include.WORDS);
        this.maxCells = settings.maxCells();
        this.decoder = decoder(settings.search());
        this.finder = new SpanFinder(classes.blank(), classes.grouping());
    }

    private Decoder decoder(Settings.Search search) {
        var forward = new ScaledForward();
        if (!search.beam()) {
            return new GreedyDecoder(forward, classes.blank(), maxCells);
        }
        Optional<Guidance> guidance = search.isGuided() ? Optional.of(guidance(search)) : Optional.empty();
        return new PrefixBeamDecoder(
                forward, classes.blank(), search.beamSettings(), guidance, classes.grouping(), maxCells);
    }

    private Guidance guidance(Settings.Search search) {
        Vocabulary vocabulary = classes.vocabulary().orElseThrow();
        WordGrouping grouping = classes.grouping().orElseThrow();
        var lexicon = search.lexicon();
        var hotwords = search.hotwords().stream()
                .map(one -> new Hotword(one.phrase(), one.weight()))
                .toList();
        return new Guidance(
                grouping,
                Optional.ofNullable(search.languageModel())
                        .map(location -> fusion(search, ShippedLanguageModels.read(location))),
                hotwords.isEmpty() ? Optional.empty() : Optional.of(hotwords(hotwords, vocabulary, grouping)),
                Optional.ofNullable(lexicon).map(listed -> lexicon(listed, vocabulary, grouping)));
    }

    private Hotwords hotwords(List<Hotword> given, Vocabulary vocabulary, WordGrouping grouping) {
        var hotwords = Hotwords.of(given, vocabulary, grouping);
        leftOut("hotwords", hotwords.unspellable(), i -> given.get(i).phrase());
        return hotwords;
    }

    private Lexicon lexicon(List<String> given, Vocabulary vocabulary, WordGrouping grouping) {
        var lexicon = Lexicon.of(given, vocabulary, grouping);
        leftOut("lexicon", lexicon.unspellable(), given::get);
        return lexicon;
    }

    private void leftOut(String option, List<Integer> unspellable, IntFunction<String> phrase) {
        if (!unspellable.isEmpty()) {
            String first = unspellable.stream()
                    .limit(3)
                    .map(i -> "\"" + phrase.apply(i) + "\"" + classes.advice(phrase.apply(i)))
                    .collect(Collectors.joining(", "));
            remarks.add("--" + option + ": " + unspellable.size() + " left out, since the vocabulary cannot spell "
                    + (unspellable.size() == 1 ? "it: " : "them: ")
                    + first + (unspellable.size() > 3 ? ", …" : ""));
        }
    }

    /**
     * Returns a model with its weights.
     *
     * @throws CtcInputException naming a weight that is out of range
     */
    static LanguageModelFusion fusion(Settings.Search search, LanguageModel model) {
        Double unknown = search.unknownLogProb();
        return new LanguageModelFusion(
                model,
                search.weight(),
                search.wordBonus(),
                unknown == null ? OptionalDouble.empty() : OptionalDouble.of(unknown));
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public StructType columns() {
        var columns = withTokens ? COLUMNS.add("tokens", Columns.TOKENS) : COLUMNS;
        return withWords ? columns.add("words", Columns.WORDS) : columns;
    }

    @Override
    public Emissions emissions(FloatMatrix scores, ScoreKind kind) {
        return Emissions.withBestPath(scores, kind);
    }

    @Override
    public @Nullable Object[] values(Utterance utterance, Target target, RowWarnings warnings) {
        Emissions emissions = utterance.emissions();
        Hypothesis best = decoder.decode(emissions).get(0);
        if (Double.isNaN(best.logProb())) {
            warnings.add("logProb", missing());
        }
        @Nullable
        Object[] values = Columns.values(
                classes.grouping().map(into -> into.text(best.labels())).orElse(null),
                Columns.array(Arrays.stream(best.labels().toArray()).boxed().toList()),
                Columns.finite(best.score()),
                Columns.finite(best.logProb()),
                Columns.finite(best.confidence()),
                parts(best.parts()),
                emissions.frames());
        Spans spans = withTokens || withWords ? spans(emissions, best.labels(), warnings) : null;
        Times times = words.times(utterance);
        if (withTokens) {
            values = Columns.append(values, spans == null ? null : tokens(spans, times));
        }
        return withWords ? Columns.append(values, spans == null ? null : words(spans, times)) : values;
    }

    private static Row parts(ScoreParts parts) {
        return Columns.row(
                Columns.finite(parts.acoustic()), parts.languageModel(), parts.wordBonus(), parts.hotwords());
    }

    /** Returns where labels and words are; null, with a warning, where their lattice would be too large. */
    private @Nullable Spans spans(Emissions emissions, Labels labels, RowWarnings warnings) {
        if (finder.cells(emissions, labels) > maxCells) {
            warnings.add("include", missing());
            return null;
        }
        return finder.find(emissions, labels);
    }

    private String missing() {
        return "missing, since the lattice, T·(2U + 1), would have more than " + maxCells
                + " cells; a larger max-cells gives it";
    }

    private Object tokens(Spans spans, Times times) {
        return Columns.array(spans.tokens().stream()
                .map(token ->
                        Columns.token(token.span(), classes.symbol(token.span().label()), token.confidence(), times))
                .toList());
    }

    private static Object words(Spans spans, Times times) {
        return Columns.array(spans.words().stream()
                .map(word ->
                        Columns.word(word.text(), word.start(), word.end(), word.score(), word.confidence(), times))
                .toList());
    }
}
