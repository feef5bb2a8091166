package io.ctcservice.spark;

import io.ctcservice.core.Emissions;
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
import java.util.List;
import org.apache.spark.sql.Row;
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
    private final boolean withWords;
    private final boolean withVerdict;
    private final boolean withDistribution;

    AlignComputation(Settings settings) {
        this.classes = new Classes(settings);
        this.settings = settings;
        this.withWords = settings.includes(Settings.Include.WORDS);
        this.withDistribution = settings.includes(Settings.Include.DISTRIBUTION);
        this.withVerdict = withDistribution || settings.includes(Settings.Include.VERDICT);
    }

    @Override
    public StructType columns() {
        var columns = withWords ? COLUMNS.add("words", Columns.WORDS) : COLUMNS;
        return withVerdict ? columns.add("verdict", withDistribution ? WITH_DISTRIBUTION : VERDICT) : columns;
    }

    @Override
    public @Nullable Object[] values(Utterance utterance, Target given) {
        Emissions emissions = utterance.emissions();
        Transcript transcript = transcript(given, emissions);
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
        if (withWords) {
            values = Columns.append(values, alignment == null ? null : words(transcript, alignment, utterance));
        }
        return withVerdict
                ? Columns.append(values, alignment == null ? null : verdict(transcript, alignment, emissions))
                : values;
    }

    private Transcript transcript(Target given, Emissions emissions) {
        given.requireOne();
        var words = settings.words();
        var grouping = classes.grouping();
        Transcript transcript;
        if (given.text().isPresent()) {
            String text = given.text().orElseThrow();
            transcript = Transcript.ofText(
                    text,
                    classes.vocabularyFor(text, emissions),
                    grouping.orElseThrow(),
                    words.star() ? Transcript.OnUnknown.STAR : Transcript.OnUnknown.REFUSE);
        } else if (grouping.isPresent()) {
            transcript = Transcript.ofLabels(
                    given.labels().orElseThrow(), classes.vocabulary().orElseThrow(), grouping.orElseThrow());
        } else {
            transcript = Transcript.ofLabels(given.labels().orElseThrow(), classes.blank());
        }
        return words.leaveOut() ? transcript.withStars() : transcript;
    }

    private Object words(Transcript transcript, Alignment alignment, Utterance utterance) {
        var placed = AlignedTranscript.of(transcript, alignment);
        var posterior = new SpanPosterior(utterance.emissions(), classes.blank());
        Times times = settings.words().times(utterance);
        return Columns.array(placed.words().stream()
                .map(word -> word(word, placed.tokens(), posterior, times))
                .toList());
    }

    private static Row word(AlignedWord word, List<TokenSpan> tokens, SpanPosterior posterior, Times times) {
        double confidence = tokens.subList(word.firstToken(), word.endToken()).stream()
                .filter(token -> !token.isStar())
                .mapToDouble(token -> posterior.confidence(token.label(), token.start(), token.end()))
                .min()
                .orElse(Double.NaN);
        return Columns.word(word.text(), word.start(), word.end(), word.score(), confidence, times);
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
