package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.core.check.DurationCheck;
import io.ctcservice.core.check.ReversedScript;
import io.ctcservice.core.check.UnsureLine;
import io.ctcservice.recognition.NetworkDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A converter of request records to core types. It refuses what is wrong, each violation with its pointer. Stateless and
 * thread-safe.
 */
public final class BatchReader {

    private final ClassesReader classes;
    private final Limits limits;
    private final Recognizer recognizer;

    public BatchReader(Vocabularies vocabularies, Limits limits, Recognizer recognizer) {
        this.classes = new ClassesReader(vocabularies, limits);
        this.limits = limits;
        this.recognizer = recognizer;
    }

    /**
     * Returns the utterances of a request.
     *
     * @throws RefusedRequestException with everything found wrong, some 20 faults at most
     */
    public Batch<NamedEmissions> read(BatchBody<?> body) {
        // endpoints without targets use the best path
        return read(body, Emissions::withBestPath, (named, utterance, classes, at, faults, warnings) -> named);
    }

    /**
     * Returns the classes of a request whose emissions are still to come.
     *
     * @throws RefusedRequestException with everything found wrong
     */
    public OutputClasses classes(BatchBody<?> body) {
        var faults = new Violations();
        var read = classes.read(body, network(body), faults);
        faults.throwIfAny();
        return read;
    }

    /** Returns the kind of scores of a request whose emissions are still to come; null if the request does not say it. */
    public @Nullable ScoreKind scores(BatchBody<?> body) {
        var network = network(body);
        return network == null ? body.scores() : network.scores();
    }

    private @Nullable NetworkDescription network(BatchBody<?> body) {
        return body.network() == null ? null : recognizer.description(body.network());
    }

    /**
     * Returns the utterances of a request, each with its target.
     *
     * @throws RefusedRequestException with everything found wrong, some 20 faults at most; also if the lattices are
     *     larger than {@code ctc.limits.max-cells} in all
     */
    public Batch<TargetEmissions> readWithTargets(BatchBody<? extends TargetBody> body) {
        var batch = read(body, Emissions::of, TargetReader::withTarget);
        limits.requireCells("/utterances", cells(batch, BatchReader::cells));
        return batch;
    }

    /**
     * Returns the utterances of a request, each with its transcript.
     *
     * @param wordDelimiter the symbol between words; null for the usual one of the vocabulary
     * @param onUnknown the treatment of characters that the vocabulary cannot spell
     * @throws RefusedRequestException with everything found wrong, some 20 faults at most; also if the lattices are
     *     larger than {@code ctc.limits.max-cells} in all
     */
    public Batch<TranscribedEmissions> readWithTranscripts(
            BatchBody<? extends TargetBody> body, @Nullable String wordDelimiter, Transcript.OnUnknown onUnknown) {
        var batch = read(
                body,
                Emissions::of,
                (named, utterance, classes, at, faults, warnings) -> TargetReader.withTranscript(
                        named, utterance, classes, wordDelimiter, onUnknown, at, faults, warnings));
        limits.requireCells("/utterances", cells(batch, BatchReader::cells));
        if (onUnknown == Transcript.OnUnknown.STAR) {
            TargetReader.warnOfStars(body, batch, wordDelimiter);
        }
        return batch;
    }

    private static long cells(TargetEmissions utterance) {
        return (long) utterance.emissions().frames() * utterance.target().states();
    }

    private static long cells(TranscribedEmissions utterance) {
        return utterance.emissions().frames()
                * (2L * utterance.transcript().target().length() + 1);
    }

    /**
     * Checks that the lattices of these utterances are small enough for a response.
     *
     * @throws RefusedRequestException if they are larger than {@code ctc.limits.max-lattice-cells} in all
     */
    public void requireWritableLattices(Batch<TargetEmissions> batch) {
        limits.requireWritableCells("/utterances", cells(batch, BatchReader::cells));
    }

    private static <U> long cells(Batch<U> batch, ToLongFunction<U> cellsOf) {
        return batch.utterances().stream().mapToLong(cellsOf).sum();
    }

    private <B extends UtteranceBody, U> Batch<U> read(
            BatchBody<B> body, BiFunction<FloatMatrix, ScoreKind, Emissions> emissionsOf, Finish<B, U> finish) {
        var faults = new Violations();
        var network = network(body);
        var classes = this.classes.read(body, network, faults);
        List<B> bodies = Objects.requireNonNullElse(body.utterances(), List.of());
        if (bodies.isEmpty()) {
            faults.add("/utterances", "no utterances; expected at least 1");
        }
        faults.throwIfAny();
        var kind = network == null ? Objects.requireNonNullElse(body.scores(), ScoreKind.LOGITS) : network.scores();
        var warnings = new Warnings();
        if (body.channel() != null && (network == null || network.kind() == NetworkDescription.Kind.PICTURE)) {
            warnings.add("/channel", "of no effect without recordings");
        }
        if (bodies instanceof FilledUtterances<B> filled) {
            filled.warn(warnings);
        }
        var suspicious = new EmissionWarnings(classes);
        var utterances = new ArrayList<U>(bodies.size());
        for (int i = 0; i < bodies.size() && !faults.isFull(); i++) {
            String at = "/utterances/" + i;
            var named = named(bodies.get(i), i, scores -> emissionsOf.apply(scores, kind), classes, body, at, faults);
            if (named == null) {
                continue;
            }
            suspicious.check(named.emissions(), warnings);
            warnOfDuration(named, classes.secondsPerFrame(body.secondsPerFrame()), at, warnings);
            if (network != null && network.kind() == NetworkDescription.Kind.PICTURE) {
                UnsureLine.of(named.emissions(), classes.blank())
                        .ifPresent(detail -> warnings.add(at + "/emissions", detail));
                ReversedScript.of(named.emissions(), network.vocabulary().symbols(), classes.blank())
                        .ifPresent(detail -> warnings.add(at + "/emissions", detail));
            }
            var meant = bodies.get(i) instanceof TargetBody given && given.target() != null
                    ? classes.forText(given.target(), named.emissions(), body.vocabularyPointer(), warnings)
                    : classes;
            var finished = finish.apply(named, bodies.get(i), meant, at, faults, warnings);
            if (finished != null) {
                utterances.add(finished);
            }
        }
        if (network == null && body.scores() == null) {
            UndeclaredScores.check(bodies, faults, warnings);
        }
        faults.throwIfAny();
        suspicious.warn(warnings);
        return new Batch<>(classes, utterances, warnings);
    }

    private static void warnOfDuration(
            NamedEmissions named, @Nullable Double secondsPerFrame, String at, Warnings warnings) {
        if (secondsPerFrame == null && Double.isFinite(named.seconds())) {
            warnings.add(at + "/seconds", "of no effect without \"secondsPerFrame\"");
        } else if (secondsPerFrame != null && secondsPerFrame > 0) {
            DurationCheck.of(named.emissions().frames(), secondsPerFrame, named.seconds())
                    .ifPresent(detail -> warnings.add(at + "/seconds", detail));
        }
    }

    private static @Nullable NamedEmissions named(
            UtteranceBody body,
            int index,
            Function<FloatMatrix, Emissions> emissionsOf,
            OutputClasses classes,
            BatchBody<?> request,
            String at,
            Violations faults) {
        FloatMatrix scores = body.emissions();
        if (scores == null) {
            faults.add(at + "/emissions", "missing; expected [T][V] numbers");
            return null;
        }
        Integer frames = body.frames();
        if (frames != null && frames != scores.rows()) {
            faults.add(
                    at + "/frames",
                    frames + "; expected " + scores.rows() + ", as the emissions have rows, or nothing"
                            + (frames < scores.rows() ? "; cut off what pads them" : ""));
            return null;
        }
        double seconds = Objects.requireNonNullElse(body.seconds(), Double.POSITIVE_INFINITY);
        if (!(seconds > 0)) {
            faults.add(at + "/seconds", PlainNumber.of(seconds) + "; expected a number above 0");
            return null;
        }
        var emissions = faults.attempt(at, () -> {
            ClassCount.require(scores, classes, request); // first: scores of other classes may be of another kind, too
            return emissionsOf.apply(scores);
        });
        return emissions == null
                ? null
                : new NamedEmissions(
                        Objects.requireNonNullElse(body.id(), Integer.toString(index)), emissions, seconds);
    }

    /** The last step in making a checked utterance: null, with the faults noted, if it is refused. */
    private interface Finish<B, U> {
        @Nullable
        U apply(NamedEmissions named, B body, OutputClasses classes, String at, Violations faults, Warnings warnings);
    }
}
