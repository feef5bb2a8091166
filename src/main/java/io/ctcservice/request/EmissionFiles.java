package io.ctcservice.request;

import io.ctcservice.audio.SoundRemark;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.npy.NpyFormatException;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.Counted;
import io.ctcservice.core.FloatMatrix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The emissions of a request's utterances, in order, from one or several {@code .npy} files: each holds a matrix, or a
 * batch of matrices. Not thread-safe.
 */
final class EmissionFiles {

    private final int maxUtterances;
    private final NpyReader reader;
    private final List<FloatMatrix> matrices = new ArrayList<>();
    private final Map<Integer, RecordedScores> recorded = new HashMap<>();

    EmissionFiles(Limits limits) {
        this.maxUtterances = limits.maxUtterances();
        this.reader = new NpyReader(limits.maxFrames(), limits.maxClasses());
    }

    /** Returns the number of matrices so far. */
    int count() {
        return matrices.size();
    }

    /**
     * Adds the matrices of a file.
     *
     * @param what the name of the file in a refusal
     * @throws UnreadableBodyException if it is no {@code .npy} file
     * @throws RefusedRequestException if a matrix is too large, or if there are too many
     */
    void add(ByteBuffer file, String what) {
        requireRoom();
        try {
            matrices.addAll(reader.readAll(file, maxUtterances - matrices.size()));
        } catch (NpyFormatException refused) {
            var violation = new Violation(
                    pointer(matrices.size() + refused.matrix()) + refused.pointer(),
                    what + ": " + refused.getMessage());
            throw refused.isWellFormed()
                    ? new RefusedRequestException(List.of(violation))
                    : new UnreadableBodyException(violation);
        }
    }

    /**
     * Adds the emissions that a network made of a picture.
     *
     * @throws RefusedRequestException if there are too many utterances
     */
    void add(FloatMatrix made) {
        requireRoom();
        matrices.add(made);
    }

    /**
     * Adds the emissions that a network made of a recording.
     *
     * @throws RefusedRequestException if there are too many utterances
     */
    void add(RecordedScores made) {
        add(made.scores());
        recorded.put(matrices.size() - 1, made);
    }

    private void requireRoom() {
        if (matrices.size() == maxUtterances) {
            throw new RefusedRequestException(
                    "/utterances",
                    "more than " + maxUtterances + "; expected at most as many as ctc.limits.max-utterances");
        }
    }

    /**
     * Returns the request with these emissions, one for each of its utterances; a request without utterances gets as
     * many as there are emissions.
     *
     * @param part the name of the files, for refusals
     * @throws RefusedRequestException if there are more or fewer than utterances
     */
    <U extends UtteranceBody> BatchBody<U> fill(BatchBody<U> request, String part) {
        List<U> given = request.utterances();
        if (given == null && matrices.isEmpty()) {
            return request;
        }
        int expected = given == null ? matrices.size() : given.size();
        if (matrices.size() < expected) {
            throw new RefusedRequestException(
                    "/utterances/" + matrices.size() + "/" + part,
                    "no part \"" + part + "\" for it; expected " + expected + ", one for each utterance");
        }
        if (matrices.size() > expected) {
            throw new RefusedRequestException(
                    "/utterances",
                    Counted.of(expected, "utterance") + ", but " + matrices.size()
                            + " matrices in the parts \"emissions\"; expected one for each, or no \"utterances\"");
        }
        var filled = new ArrayList<U>();
        for (int i = 0; i < expected; i++) {
            U utterance = given == null
                    ? request.emptyUtterance()
                    : Objects.requireNonNull(given).get(i);
            @SuppressWarnings("unchecked") // withEmissions returns the same type
            U whole = (U) filled(utterance, i);
            filled.add(whole);
        }
        var remarks = new HashMap<Integer, List<SoundRemark>>();
        recorded.forEach((i, made) -> remarks.put(i, made.remarks()));
        return request.withUtterances(new FilledUtterances<>(filled, remarks));
    }

    private UtteranceBody filled(UtteranceBody utterance, int i) {
        var recording = recorded.get(i);
        return recording == null ? utterance.withEmissions(matrices.get(i)) : utterance.withEmissions(recording);
    }

    static String pointer(int utterance) {
        return "/utterances/" + utterance + "/emissions";
    }
}
