package io.ctcservice.spark;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.align.AlignedTranscript;
import io.ctcservice.core.align.AlignedWord;
import io.ctcservice.core.align.Alignment;
import io.ctcservice.core.align.AlignmentInfeasibility;
import io.ctcservice.core.align.AlignmentTarget;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.align.PathDistribution;
import io.ctcservice.core.align.SpanPosterior;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.core.align.Verdict;
import io.ctcservice.core.span.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The alignment of each row's target, and its verdict. */
final class AlignComputation implements Computation {

    private static final StructType COLUMNS = new StructType()
            .add("feasible", DataTypes.BooleanType)
            .add("frames", DataTypes.IntegerType)
            .add("minFrames", DataTypes.IntegerType)
            .add("logProb", DataTypes.DoubleType)
            .add("score", DataTypes.DoubleType)
            .add("infeasibility", DataTypes.StringType);

    private static final ArrayType ABSORBED = DataTypes.createArrayType(
            Columns.span(new StructType()
                    .add("beforeToken", DataTypes.IntegerType)
                    .add("text", DataTypes.StringType)
                    .add("labels", Columns.CLASSES)),
            false);

    private static final StructType SUSPICION = new StructType()
            .add("token", DataTypes.IntegerType)
            .add("reasons", DataTypes.createArrayType(DataTypes.StringType, false));

    private static final StructType VERDICT = new StructType()
            .add("match", DataTypes.StringType)
            .add("meanTokenScore", DataTypes.DoubleType)
            .add("worstToken", DataTypes.IntegerType)
            .add("worstTokenScore", DataTypes.DoubleType)
            .add("suspicious", DataTypes.createArrayType(SUSPICION, false))
            .add("logRatio", DataTypes.DoubleType);

    private static final StructType WITH_DISTRIBUTION = VERDICT.add("logLikelihood", DataTypes.DoubleType)
            .add("pathProbability", DataTypes.DoubleType)
            .add("entropy", DataTypes.DoubleType);

    private final ForcedAligner aligner = new ForcedAligner();
    private final Classes classes;
    private final Settings settings;
    private final boolean withTokens;
    private final boolean withWords;
    private final boolean withVerdict;
    private final boolean withDistribution;
    private final boolean withFramePath;

    AlignComputation(Settings settings) {
        this.classes = new Classes(settings);
        this.settings = settings;
        this.withTokens = settings.includes(Settings.Include.TOKENS);
        this.withWords = settings.includes(Settings.Include.WORDS);
        this.withDistribution = settings.includes(Settings.Include.DISTRIBUTION);
        this.withFramePath = settings.includes(Settings.Include.FRAME_PATH);
        this.withVerdict = withDistribution || settings.includes(Settings.Include.VERDICT);
    }

    @Override
    public StructType columns() {
        var columns = withTokens ? COLUMNS.add("tokens", Columns.TOKENS) : COLUMNS;
        columns = withWords ? columns.add("words", Columns.WORDS) : columns;
        columns = settings.words().leaveOut() ? columns.add("absorbed", ABSORBED) : columns;
        columns = withVerdict ? columns.add("verdict", withDistribution ? WITH_DISTRIBUTION : VERDICT) : columns;
        return withFramePath ? columns.add("framePath", Columns.CLASSES) : columns;
    }

    @Override
    public @Nullable Object[] values(Utterance utterance, Target given, RowWarnings warnings) {
        Emissions emissions = utterance.emissions();
        Transcript transcript = transcript(given, emissions, warnings);
        AlignmentTarget target = transcript.target().requireClassesOf(emissions);
        classes.requireCells("target", emissions, 2L * target.length() + 1);
        Alignment alignment = aligner.align(emissions, target).orElse(null);
        String infeasibility = alignment != null
                ? null
                : Options.nameOf(
                        AlignmentInfeasibility.explain(emissions, target).reason());
        @Nullable
        Object[] values = Columns.values(
                alignment != null,
                emissions.frames(),
                target.minFrames(),
                alignment == null ? null : alignment.logProb(),
                alignment == null ? null : Columns.finite(alignment.score(0, target.length())),
                infeasibility);
        for (Object part : parts(transcript, alignment, utterance)) {
            values = Columns.append(values, part);
        }
        if (withVerdict) {
            values = Columns.append(values, alignment == null ? null : verdict(transcript, alignment, emissions));
        }
        return withFramePath
                ? Columns.append(values, alignment == null ? null : Columns.classes(alignment.framePath()))
                : values;
    }

    @Override
    public String advice(String target) {
        return classes.advice(target)
                + (settings.words().star() ? "" : "; --on-unknown star lets what cannot be spelled stand for anything");
    }

    private Transcript transcript(Target given, Emissions emissions, RowWarnings warnings) {
        given.requireOne();
        var grouping = classes.grouping();
        Transcript transcript;
        if (given.text().isPresent()) {
            transcript = ofText(given.text().orElseThrow(), emissions, warnings);
        } else if (grouping.isPresent()) {
            transcript = Transcript.ofLabels(
                    given.labels().orElseThrow(), classes.vocabulary().orElseThrow(), grouping.orElseThrow());
        } else {
            transcript = Transcript.ofLabels(given.labels().orElseThrow(), classes.blank());
        }
        return settings.words().leaveOut() ? transcript.withStars() : transcript;
    }

    private Transcript ofText(String text, Emissions emissions, RowWarnings warnings) {
        var known = classes.vocabularyFor(text, emissions, warnings);
        var onUnknown = settings.words().star() ? Transcript.OnUnknown.STAR : Transcript.OnUnknown.REFUSE;
        var transcript = Transcript.ofText(text, known, classes.grouping().orElseThrow(), onUnknown);
        var target = transcript.target();
        int[] labels = IntStream.range(0, target.length()).map(target::label).toArray();
        classes.warnOfWordParts(Labels.of(labels), known, warnings);
        if (IntStream.rangeClosed(0, target.length()).anyMatch(target::absorbs)) {
            warnOfStars(text, labels.length == 0, warnings);
        }
        return transcript;
    }

    /** Warns of a text in which stars replace what could be spelled otherwise, or everything. */
    private void warnOfStars(String text, boolean isNothingLeft, RowWarnings warnings) {
        String advice = classes.advice(text);
        if (isNothingLeft) {
            warnings.add("target", "no character of it can be spelled, so nothing was aligned" + advice);
        } else if (!advice.isEmpty()) {
            warnings.add("target", "stars stand for characters of it" + advice);
        }
    }

    /** Returns the tokens, words and absorbed spans that are asked for; nulls where there is no alignment. */
    private List<@Nullable Object> parts(Transcript transcript, @Nullable Alignment alignment, Utterance utterance) {
        var parts = new ArrayList<@Nullable Object>();
        var placed = alignment == null ? null : AlignedTranscript.of(transcript, alignment);
        var posterior = new SpanPosterior(utterance.emissions(), classes.blank());
        Times times = settings.words().times(utterance);
        if (withTokens) {
            parts.add(placed == null ? null : tokens(placed, posterior, times));
        }
        if (withWords) {
            parts.add(placed == null ? null : words(placed, posterior, times));
        }
        if (settings.words().leaveOut()) {
            parts.add(placed == null ? null : absorbed(placed, times));
        }
        return parts;
    }

    private static double confidence(TokenSpan token, SpanPosterior posterior) {
        return token.isStar() ? Double.NaN : posterior.confidence(token.label(), token.start(), token.end());
    }

    private static Object tokens(AlignedTranscript placed, SpanPosterior posterior, Times times) {
        var tokens = placed.tokens();
        return Columns.array(IntStream.range(0, tokens.size())
                .mapToObj(u -> Columns.token(
                        tokens.get(u),
                        placed.transcript().text(u).orElse(null),
                        confidence(tokens.get(u), posterior),
                        times))
                .toList());
    }

    private static Object words(AlignedTranscript placed, SpanPosterior posterior, Times times) {
        return Columns.array(placed.words().stream()
                .map(word -> word(word, placed.tokens(), posterior, times))
                .toList());
    }

    private static Row word(AlignedWord word, List<TokenSpan> tokens, SpanPosterior posterior, Times times) {
        double confidence = tokens.subList(word.firstToken(), word.endToken()).stream()
                .filter(token -> !token.isStar())
                .mapToDouble(token -> confidence(token, posterior))
                .min()
                .orElse(Double.NaN);
        return Columns.word(word.text(), word.start(), word.end(), word.score(), confidence, times);
    }

    private Object absorbed(AlignedTranscript placed, Times times) {
        return Columns.array(placed.absorbed().stream()
                .map(span -> Columns.row(Columns.span(
                        Columns.values(
                                placed.transcript().tokenOfLabel(span.gap()),
                                classes.grouping()
                                        .map(words -> words.text(span.labels()))
                                        .orElse(null),
                                Columns.classes(span.labels().toArray())),
                        span.start(),
                        span.end(),
                        span.score(),
                        times)))
                .toList());
    }

    private Row verdict(Transcript transcript, Alignment alignment, Emissions emissions) {
        Verdict verdict = withDistribution
                ? Verdict.of(alignment, transcript, emissions)
                : Verdict.withoutDistribution(alignment, transcript, emissions);
        boolean hasTokens = verdict.worstToken() >= 0;
        @Nullable
        Object[] values = Columns.values(
                Options.nameOf(verdict.match()),
                verdict.meanTokenScore(),
                hasTokens ? transcript.tokenOfLabel(verdict.worstToken()) : null,
                hasTokens ? alignment.tokens().get(verdict.worstToken()).score() : null,
                Columns.array(verdict.suspicious().stream()
                        .map(one -> Columns.row(
                                transcript.tokenOfLabel(one.token()),
                                Columns.array(one.reasons().stream()
                                        .map(Options::nameOf)
                                        .toList())))
                        .toList()),
                verdict.logRatio());
        if (withDistribution) {
            PathDistribution paths = verdict.distribution().orElse(null);
            values = Columns.append(values, paths == null ? null : paths.logLikelihood());
            values = Columns.append(
                    values, paths == null ? null : Math.min(1, Math.exp(alignment.logProb() - paths.logLikelihood())));
            values = Columns.append(values, paths == null ? null : paths.entropy());
        }
        return Columns.row(values);
    }
}
