package io.ctcservice.api.align;

import io.ctcservice.core.align.AlignmentTarget;
import io.ctcservice.wire.npy.NpyArray;
import io.ctcservice.wire.npy.NpzArchive;
import io.ctcservice.wire.span.SpanArrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer as arrays. Names are those of the JSON in snake_case, each with the id of its utterance after an underscore.
 * Of an infeasible target, {@code log_prob} is −∞, {@code score} NaN and no token is there. The label of a star is −1;
 * other numbers that are null or missing in JSON are NaN.
 */
final class AlignArchive {

    private AlignArchive() {}

    static NpzArchive of(AlignResponse response) {
        var archive = NpzArchive.forUtterances(
                response.utterances().stream().map(AlignResponse.Utterance::id).toList());
        for (var utterance : response.utterances()) {
            addScalars(archive, utterance);
            addTokens(archive, utterance.id(), utterance.tokens());
            SpanArrays.addWords(archive, utterance.id(), utterance.words());
            if (utterance.absorbed() != null) {
                addAbsorbed(archive, utterance.id(), utterance.absorbed());
            }
            if (utterance.verdict() != null) {
                addVerdict(archive, utterance.id(), utterance.verdict());
            }
            if (utterance.framePath() != null) {
                int[] path = utterance.framePath().toArray();
                archive.add("frame_path_" + utterance.id(), NpyArray.ofInts(path));
            }
        }
        return archive;
    }

    private static void addScalars(NpzArchive archive, AlignResponse.Utterance utterance) {
        String id = utterance.id();
        double logProb = utterance.logProb() == null ? Double.NEGATIVE_INFINITY : utterance.logProb();
        archive.add("feasible_" + id, NpyArray.ofScalar(utterance.feasible()))
                .add("frames_" + id, NpyArray.ofScalar(utterance.frames()))
                .add("min_frames_" + id, NpyArray.ofScalar(utterance.minFrames()))
                .add("log_prob_" + id, NpyArray.ofScalar(logProb))
                .add("score_" + id, NpyArray.ofScalar(orNaN(utterance.score())));
    }

    private static void addTokens(NpzArchive archive, String id, List<AlignResponse.Token> tokens) {
        int[] labels = tokens.stream()
                .mapToInt(token -> token.label() == null ? AlignmentTarget.STAR : token.label())
                .toArray();
        archive.add("labels_" + id, NpyArray.ofInts(labels));
        SpanArrays.add(archive, "token", id, tokens);
        double[] confidences =
                tokens.stream().mapToDouble(token -> orNaN(token.confidence())).toArray();
        archive.add("token_confidence_" + id, NpyArray.ofDoubles(confidences));
    }

    private static void addAbsorbed(NpzArchive archive, String id, List<AlignResponse.Absorbed> absorbed) {
        int[] gaps =
                absorbed.stream().mapToInt(AlignResponse.Absorbed::beforeToken).toArray();
        archive.add("absorbed_before_token_" + id, NpyArray.ofInts(gaps));
        SpanArrays.add(archive, "absorbed", id, absorbed);
    }

    private static void addVerdict(NpzArchive archive, String id, AlignedVerdict verdict) {
        int[] suspicious = verdict.suspicious().stream()
                .mapToInt(AlignedVerdict.Suspect::token)
                .toArray();
        archive.add("mean_token_score_" + id, NpyArray.ofScalar(verdict.meanTokenScore()))
                .add("log_ratio_" + id, NpyArray.ofScalar(verdict.logRatio()))
                .add("log_likelihood_" + id, NpyArray.ofScalar(orNaN(verdict.logLikelihood())))
                .add("path_probability_" + id, NpyArray.ofScalar(orNaN(verdict.pathProbability())))
                .add("entropy_" + id, NpyArray.ofScalar(orNaN(verdict.entropy())))
                .add("suspicious_" + id, NpyArray.ofInts(suspicious));
    }

    private static double orNaN(@Nullable Double number) {
        return number == null ? Double.NaN : number;
    }
}
