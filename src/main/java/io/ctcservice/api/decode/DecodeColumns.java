package io.ctcservice.api.decode;

import io.ctcservice.api.decode.DecodeResponse.Utterance;
import io.ctcservice.codec.column.Column;
import io.ctcservice.codec.column.Column.Axis;
import io.ctcservice.codec.column.ColumnTable;
import io.ctcservice.codec.span.SpanColumns;
import io.ctcservice.codec.span.Token;
import io.ctcservice.codec.span.Word;
import io.ctcservice.request.decode.DecodeRequest.Include;
import io.ctcservice.request.decode.DecodedHypothesis;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The output arrays of /decode, one per utterance. Those of the best hypothesis have the names of the JSON in
 * snake_case; those named {@code nbest_…} hold all hypotheses, labels padded with −1, and are in archives where there
 * are several; tensors say how many hypotheses an utterance has, since all have as many places. A number that is null
 * in JSON is NaN.
 */
final class DecodeColumns {

    private static final int PADDING = -1;

    static final ColumnTable<Utterance> TABLE = ColumnTable.of(
            Column.count("frames", Utterance::frames),
            Column.counts("labels", DecodeColumns::labels),
            Column.<Utterance>count("label_lengths", one -> labels(one).length).inTensorsOnly(),
            Column.number("log_prob", best(DecodeColumns::logProb), Double.NaN),
            Column.text("text", DecodeColumns::text),
            Column.number("score", best(DecodeColumns::score), Double.NaN),
            Column.number("confidence", best(DecodedHypothesis::confidence), Double.NaN),
            Column.counts("frame_path", DecodeColumns::framePath)
                    .with(Include.FRAME_PATH)
                    .along(Axis.FRAMES),
            Column.counts("token_start", SpanColumns.starts(DecodeColumns::tokens))
                    .with(Include.TOKENS),
            Column.counts("token_end", SpanColumns.ends(DecodeColumns::tokens)).with(Include.TOKENS),
            Column.numbers("token_score", SpanColumns.scores(DecodeColumns::tokens))
                    .with(Include.TOKENS),
            Column.numbers("token_confidence", SpanColumns.numbers(DecodeColumns::tokens, Token::confidence))
                    .with(Include.TOKENS),
            Column.texts("word_text", SpanColumns.texts(DecodeColumns::words)).with(Include.WORDS),
            Column.counts("word_start", SpanColumns.starts(DecodeColumns::words))
                    .with(Include.WORDS),
            Column.counts("word_end", SpanColumns.ends(DecodeColumns::words)).with(Include.WORDS),
            Column.numbers("word_score", SpanColumns.scores(DecodeColumns::words))
                    .with(Include.WORDS),
            Column.numbers("word_confidence", SpanColumns.confidences(DecodeColumns::words))
                    .with(Include.WORDS),
            Column.<Utterance>count("nbest_count", one -> one.hypotheses().size())
                    .inTensorsOnly(),
            Column.table("nbest_labels", DecodeColumns::allLabels, PADDING).archivedIf(DecodeColumns::hasSeveral),
            Column.counts("nbest_length", DecodeColumns::lengths).archivedIf(DecodeColumns::hasSeveral),
            Column.texts("nbest_text", DecodeColumns::texts).archivedIf(DecodeColumns::hasSeveral),
            Column.numbers("nbest_score", all(DecodeColumns::score)).archivedIf(DecodeColumns::hasSeveral),
            Column.numbers("nbest_log_prob", all(DecodeColumns::logProb)).archivedIf(DecodeColumns::hasSeveral),
            Column.numbers("nbest_confidence", all(DecodedHypothesis::confidence))
                    .archivedIf(DecodeColumns::hasSeveral));

    private DecodeColumns() {}

    private static DecodedHypothesis best(Utterance utterance) {
        return utterance.hypotheses().getFirst();
    }

    private static Function<Utterance, @Nullable Double> best(Function<DecodedHypothesis, @Nullable Double> number) {
        return utterance -> number.apply(best(utterance));
    }

    /** Returns null for what was too much to compute, minus infinity for log zero. */
    private static @Nullable Double logProb(DecodedHypothesis one) {
        return one.logProb() == null && one.score() == null ? (Double) Double.NEGATIVE_INFINITY : one.logProb();
    }

    /** Returns minus infinity for log zero, which is null in JSON. */
    private static Double score(DecodedHypothesis one) {
        return one.score() == null ? (Double) Double.NEGATIVE_INFINITY : one.score();
    }

    private static int[] labels(Utterance utterance) {
        return best(utterance).labels().toArray();
    }

    private static @Nullable String text(Utterance utterance) {
        return best(utterance).text();
    }

    private static int @Nullable [] framePath(Utterance utterance) {
        return utterance.framePath() == null ? null : utterance.framePath().toArray();
    }

    private static @Nullable List<Token> tokens(Utterance utterance) {
        return best(utterance).tokens();
    }

    private static @Nullable List<Word> words(Utterance utterance) {
        return best(utterance).words();
    }

    private static boolean hasSeveral(Utterance utterance) {
        return utterance.hypotheses().size() > 1;
    }

    private static List<int[]> allLabels(Utterance utterance) {
        return utterance.hypotheses().stream()
                .map(one -> one.labels().toArray())
                .toList();
    }

    private static int[] lengths(Utterance utterance) {
        return utterance.hypotheses().stream()
                .mapToInt(one -> one.labels().length())
                .toArray();
    }

    private static @Nullable List<String> texts(Utterance utterance) {
        boolean hasTexts = utterance.hypotheses().stream().allMatch(one -> one.text() != null);
        return hasTexts
                ? utterance.hypotheses().stream()
                        .map(one -> String.valueOf(one.text()))
                        .toList()
                : null;
    }

    private static Function<Utterance, double @Nullable []> all(Function<DecodedHypothesis, @Nullable Double> number) {
        return utterance -> utterance.hypotheses().stream()
                .mapToDouble(one -> SpanColumns.orNaN(number.apply(one)))
                .toArray();
    }
}
