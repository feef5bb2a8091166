package io.ctcservice.api.decode;

import io.ctcservice.api.decode.DecodeResponse.DecodedHypothesis;
import io.ctcservice.api.decode.DecodeResponse.Token;
import io.ctcservice.wire.npy.NpyArray;
import io.ctcservice.wire.npy.NpzArchive;
import io.ctcservice.wire.span.SpanArrays;
import java.util.Arrays;
import java.util.List;

/**
 * The answer as arrays, each with the id of its utterance after an underscore. Those of the best hypothesis have the names
 * of the JSON in snake_case; those named {@code nbest_…} hold all hypotheses, labels padded with −1, and are there where
 * there are several.
 */
final class DecodeArchive {

    private static final int PADDING = -1;

    private DecodeArchive() {}

    static NpzArchive of(DecodeResponse response) {
        var archive = NpzArchive.forUtterances(
                response.utterances().stream().map(DecodeResponse.Utterance::id).toList());
        for (var utterance : response.utterances()) {
            String id = utterance.id();
            archive.add("frames_" + id, NpyArray.ofScalar(utterance.frames()));
            if (utterance.framePath() != null) {
                archive.add(
                        "frame_path_" + id,
                        NpyArray.ofInts(utterance.framePath().toArray()));
            }
            var hypotheses = utterance.hypotheses();
            if (!hypotheses.isEmpty()) {
                addBest(archive, id, hypotheses.getFirst());
            }
            if (hypotheses.size() > 1) {
                addAll(archive, id, hypotheses);
            }
        }
        return archive;
    }

    private static void addBest(NpzArchive archive, String id, DecodedHypothesis best) {
        archive.add("labels_" + id, NpyArray.ofInts(best.labels().toArray()))
                .add("score_" + id, NpyArray.ofScalar(best.score()))
                .add("log_prob_" + id, NpyArray.ofScalar(best.logProb()))
                .add("confidence_" + id, NpyArray.ofScalar(best.confidence()));
        if (best.text() != null) {
            archive.add("text_" + id, NpyArray.ofScalar(best.text()));
        }
        if (best.tokens() != null) {
            addTokens(archive, id, best.tokens());
        }
        if (best.words() != null) {
            SpanArrays.addWords(archive, id, best.words());
        }
    }

    private static void addTokens(NpzArchive archive, String id, List<Token> tokens) {
        SpanArrays.add(archive, "token", id, tokens);
        double[] confidences = tokens.stream().mapToDouble(Token::confidence).toArray();
        archive.add("token_confidence_" + id, NpyArray.ofDoubles(confidences));
    }

    private static void addAll(NpzArchive archive, String id, List<DecodedHypothesis> hypotheses) {
        int[] lengths =
                hypotheses.stream().mapToInt(one -> one.labels().length()).toArray();
        int longest = Arrays.stream(lengths).max().orElse(0);
        var labels = new int[hypotheses.size() * longest];
        Arrays.fill(labels, PADDING);
        for (int i = 0; i < lengths.length; i++) {
            System.arraycopy(hypotheses.get(i).labels().toArray(), 0, labels, i * longest, lengths[i]);
        }
        archive.add("nbest_labels_" + id, NpyArray.ofInts(lengths.length, longest, labels))
                .add("nbest_length_" + id, NpyArray.ofInts(lengths))
                .add(
                        "nbest_score_" + id,
                        NpyArray.ofDoubles(hypotheses.stream()
                                .mapToDouble(DecodedHypothesis::score)
                                .toArray()))
                .add(
                        "nbest_log_prob_" + id,
                        NpyArray.ofDoubles(hypotheses.stream()
                                .mapToDouble(DecodedHypothesis::logProb)
                                .toArray()))
                .add(
                        "nbest_confidence_" + id,
                        NpyArray.ofDoubles(hypotheses.stream()
                                .mapToDouble(DecodedHypothesis::confidence)
                                .toArray()));
    }
}
