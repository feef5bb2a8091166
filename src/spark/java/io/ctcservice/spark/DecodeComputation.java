package io.ctcservice.spark;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.check.ListedWords;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.core.decode.guide.ScoreParts;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.spark.Settings.Include;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The best hypothesis of each row, and others if they are asked for. */
final class DecodeComputation implements Computation {

    private static final StructType HYPOTHESIS = new StructType()
            .add("text", DataTypes.StringType)
            .add("labels", Columns.CLASSES)
            .add("score", DataTypes.DoubleType)
            .add("logProb", DataTypes.DoubleType)
            .add("confidence", DataTypes.DoubleType)
            .add(
                    "parts",
                    new StructType()
                            .add("acoustic", DataTypes.DoubleType)
                            .add("languageModel", DataTypes.DoubleType)
                            .add("wordBonus", DataTypes.DoubleType)
                            .add("hotwords", DataTypes.DoubleType));

    /** What to add to a warning where the model is one of symbols. */
    private static final String EACH_SYMBOL =
            "; it lists the symbols that were read: with an empty word-delimiter each of them is a word";

    private final Classes classes;
    private final Settings settings;
    private final SearchGuides guides;
    private final Decoder decoder;
    private final SpanFinder finder;

    DecodeComputation(Settings settings) {
        this.classes = new Classes(settings);
        this.settings = settings;
        this.guides = new SearchGuides(settings.search(), classes);
        this.decoder = decoder(settings.search());
        this.finder = new SpanFinder(classes.blank(), classes.grouping());
    }

    private Decoder decoder(Settings.Search search) {
        var forward = new ScaledForward();
        return search.beam()
                ? new PrefixBeamDecoder(
                        forward,
                        classes.blank(),
                        search.beamSettings(),
                        guides.guidance(),
                        classes.grouping(),
                        settings.maxCells())
                : new GreedyDecoder(forward, classes.blank(), settings.maxCells());
    }

    @Override
    public List<String> remarks() {
        return guides.remarks();
    }

    @Override
    public StructType columns() {
        var columns = withSpans(HYPOTHESIS.add("frames", DataTypes.IntegerType));
        columns = settings.includes(Include.FRAME_PATH) ? columns.add("framePath", Columns.CLASSES) : columns;
        return settings.search().nBest() == null
                ? columns
                : columns.add("hypotheses", DataTypes.createArrayType(withSpans(HYPOTHESIS), false));
    }

    /** Returns columns with those of tokens and words, as far as they are asked for. */
    private StructType withSpans(StructType columns) {
        var more = settings.includes(Include.TOKENS) ? columns.add("tokens", Columns.TOKENS) : columns;
        return settings.includes(Include.WORDS) ? more.add("words", Columns.WORDS) : more;
    }

    @Override
    public Emissions emissions(FloatMatrix scores, ScoreKind kind) {
        return Emissions.withBestPath(scores, kind);
    }

    @Override
    public @Nullable Object[] values(Utterance utterance, Target target, RowWarnings warnings) {
        Emissions emissions = utterance.emissions();
        var hypotheses = decoder.decode(emissions);
        var spans = spans(emissions, hypotheses);
        warnOfMissing(hypotheses, spans, warnings);
        Labels best = hypotheses.get(0).labels();
        guides.model().ifPresent(model -> warnOfUnlisted(best, model, warnings));
        Times times = settings.words().times(utterance);
        var values = said(hypotheses.get(0));
        values.add(emissions.frames());
        addSpans(values, spans.get(0), times);
        if (settings.includes(Include.FRAME_PATH)) {
            Spans found = spans.get(0);
            values.add(found == null ? null : Columns.classes(found.framePath()));
        }
        if (settings.search().nBest() != null) {
            values.add(hypotheses(hypotheses, spans, times));
        }
        return values.toArray();
    }

    private Object hypotheses(List<Hypothesis> hypotheses, List<@Nullable Spans> spans, Times times) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < hypotheses.size(); i++) {
            var values = said(hypotheses.get(i));
            addSpans(values, spans.get(i), times);
            rows.add(Columns.row(values.toArray()));
        }
        return Columns.array(rows);
    }

    private List<@Nullable Object> said(Hypothesis hypothesis) {
        var labels = hypothesis.labels();
        return new ArrayList<@Nullable Object>(Arrays.asList(Columns.values(
                classes.grouping().map(into -> into.text(labels)).orElse(null),
                Columns.classes(labels.toArray()),
                Columns.finite(hypothesis.score()),
                Columns.finite(hypothesis.logProb()),
                Columns.finite(hypothesis.confidence()),
                parts(hypothesis.parts()))));
    }

    private static Row parts(ScoreParts parts) {
        return Columns.row(
                Columns.finite(parts.acoustic()), parts.languageModel(), parts.wordBonus(), parts.hotwords());
    }

    /** Returns where labels and words of each hypothesis are; null where that is not asked for, or its lattice would be too large. */
    private List<@Nullable Spans> spans(Emissions emissions, List<Hypothesis> hypotheses) {
        if (!areSpansWanted()) {
            return Collections.nCopies(hypotheses.size(), null);
        }
        var spans = new ArrayList<@Nullable Spans>();
        for (var hypothesis : hypotheses) {
            boolean isTooLarge = finder.cells(emissions, hypothesis.labels()) > settings.maxCells();
            spans.add(isTooLarge ? null : finder.find(emissions, hypothesis.labels()));
        }
        return spans;
    }

    private boolean areSpansWanted() {
        return !settings.include().isEmpty();
    }

    private void addSpans(List<@Nullable Object> values, @Nullable Spans spans, Times times) {
        if (settings.includes(Include.TOKENS)) {
            values.add(spans == null ? null : tokens(spans, times));
        }
        if (settings.includes(Include.WORDS)) {
            values.add(spans == null ? null : words(spans, times));
        }
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

    /** Warns of what is left out, since its lattice would be too large. */
    private void warnOfMissing(List<Hypothesis> hypotheses, List<@Nullable Spans> spans, RowWarnings warnings) {
        String missing = "missing, since the lattice, T·(2U + 1), would have more than " + settings.maxCells()
                + " cells; a larger max-cells gives it";
        if (hypotheses.stream().anyMatch(one -> Double.isNaN(one.logProb()))) {
            warnings.add("logProb", missing);
        }
        if (areSpansWanted() && spans.contains(null)) {
            warnings.add("include", missing);
        }
    }

    /** Warns of a language model that lists few of the words that were read, as the service does. */
    private void warnOfUnlisted(Labels read, LanguageModel model, RowWarnings warnings) {
        var grouping = classes.grouping().orElseThrow();
        var words = grouping.words(read).stream().map(WordGrouping.Word::text).toList();
        boolean isOfSymbols = grouping.ofRunningText() == grouping
                && ListedWords.listsSymbols(List.of(read), classes.vocabulary().orElseThrow(), model);
        ListedWords.warning(words, model, isOfSymbols ? EACH_SYMBOL : "")
                .ifPresent(found -> warnings.add("language-model", found));
    }
}
