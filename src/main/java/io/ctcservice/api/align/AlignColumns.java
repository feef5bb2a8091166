package io.ctcservice.api.align;

import io.ctcservice.api.align.AlignRequest.Include;
import io.ctcservice.api.align.AlignResponse.Absorbed;
import io.ctcservice.api.align.AlignResponse.Utterance;
import io.ctcservice.codec.column.Column;
import io.ctcservice.codec.column.Column.Axis;
import io.ctcservice.codec.column.ColumnTable;
import io.ctcservice.codec.span.SpanColumns;
import io.ctcservice.codec.span.Token;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The output arrays of /align, one per utterance, named as in the JSON but in snake_case. Of an infeasible target,
 * {@code log_prob} is −∞ and no token is there. The label of a star is −1; other numbers that are null in JSON are NaN.
 */
final class AlignColumns {

    private static final int STAR = -1;
    private static final String ABSORBING = "\"star\": true among the parameters";

    static final ColumnTable<Utterance> TABLE = ColumnTable.of(
            Column.flag("feasible", Utterance::feasible),
            Column.count("frames", Utterance::frames),
            Column.count("min_frames", Utterance::minFrames),
            Column.number("log_prob", Utterance::logProb, Double.NEGATIVE_INFINITY),
            Column.number("score", Utterance::score, Double.NaN),
            Column.counts("labels", SpanColumns.integers(Utterance::tokens, AlignColumns::label))
                    .along(Axis.LABELS),
            Column.counts("token_start", SpanColumns.starts(Utterance::tokens)).along(Axis.LABELS),
            Column.counts("token_end", SpanColumns.ends(Utterance::tokens)).along(Axis.LABELS),
            Column.numbers("token_score", SpanColumns.scores(Utterance::tokens)).along(Axis.LABELS),
            Column.numbers("token_confidence", SpanColumns.numbers(Utterance::tokens, Token::confidence))
                    .along(Axis.LABELS),
            Column.texts("word_text", SpanColumns.texts(Utterance::words)),
            Column.counts("word_start", SpanColumns.starts(Utterance::words)),
            Column.counts("word_end", SpanColumns.ends(Utterance::words)),
            Column.numbers("word_score", SpanColumns.scores(Utterance::words)),
            Column.numbers("word_confidence", SpanColumns.confidences(Utterance::words)),
            Column.counts("absorbed_before_token", SpanColumns.integers(Utterance::absorbed, Absorbed::beforeToken))
                    .needing(ABSORBING)
                    .archivedIf(Utterance::feasible),
            Column.counts("absorbed_start", SpanColumns.starts(Utterance::absorbed))
                    .needing(ABSORBING)
                    .archivedIf(Utterance::feasible),
            Column.counts("absorbed_end", SpanColumns.ends(Utterance::absorbed))
                    .needing(ABSORBING)
                    .archivedIf(Utterance::feasible),
            Column.numbers("absorbed_score", SpanColumns.scores(Utterance::absorbed))
                    .needing(ABSORBING)
                    .archivedIf(Utterance::feasible),
            Column.text("match", utterance -> AlignedVerdict.name(utterance.verdict())),
            verdict("mean_token_score", AlignedVerdict::meanTokenScore),
            verdict("log_ratio", AlignedVerdict::logRatio),
            verdict("log_likelihood", AlignedVerdict::logLikelihood),
            verdict("path_probability", AlignedVerdict::pathProbability),
            verdict("entropy", AlignedVerdict::entropy),
            Column.counts("suspicious", AlignColumns::suspicious).archivedIf(Utterance::feasible),
            Column.counts("frame_path", AlignColumns::framePath)
                    .with(Include.FRAME_PATH)
                    .along(Axis.FRAMES)
                    .archivedIf(Utterance::feasible));

    private AlignColumns() {}

    private static int label(Token token) {
        return token.label() == null ? STAR : token.label();
    }

    private static Column<Utterance> verdict(String name, Function<AlignedVerdict, @Nullable Double> number) {
        return Column.<Utterance>number(
                        name,
                        utterance -> utterance.verdict() == null ? null : number.apply(utterance.verdict()),
                        Double.NaN)
                .archivedIf(Utterance::feasible);
    }

    private static int[] suspicious(Utterance utterance) {
        return utterance.verdict() == null
                ? new int[0]
                : utterance.verdict().suspicious().stream()
                        .mapToInt(AlignedVerdict.Suspect::token)
                        .toArray();
    }

    private static int @Nullable [] framePath(Utterance utterance) {
        if (!utterance.feasible()) {
            return new int[0];
        }
        return utterance.framePath() == null ? null : utterance.framePath().toArray();
    }
}
