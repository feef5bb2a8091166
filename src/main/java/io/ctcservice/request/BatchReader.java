package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.recognition.NetworkDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A converter of request records to core types. It refuses what is wrong, each violation with its pointer. Stateless and
 * thread-safe.
 */
public final class BatchReader {

    private static final String STAR_ADVICE =
            "; \"onUnknown\": \"star\" lets what cannot be spelled stand for anything";

    private final Vocabularies vocabularies;
    private final Limits limits;
    private final Recognizer recognizer;

    public BatchReader(Vocabularies vocabularies, Limits limits, Recognizer recognizer) {
        this.vocabularies = vocabularies;
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
        return read(body, Emissions::withBestPath, (named, utterance, classes, at, faults) -> named);
    }

    /**
     * Returns the classes of a request whose emissions are still to come.
     *
     * @throws RefusedRequestException with everything found wrong
     */
    public OutputClasses classes(BatchBody<?> body) {
        var faults = new Violations();
        var classes = classes(body, network(body), faults);
        faults.throwIfAny();
        return classes;
    }

    /** Returns the kind of scores of a request whose emissions are still to come; null if the request does not say it. */
    public @Nullable ScoreKind scores(BatchBody<?> body) {
        var network = network(body);
        return network == null ? body.scores() : network.scores();
    }

    private @Nullable NetworkDescription network(BatchBody<?> body) {
        return body.network() == null ? null : recognizer.description(body.network());
    }

    private OutputClasses classes(BatchBody<?> body, @Nullable NetworkDescription network, Violations faults) {
        return network == null ? classes(body, faults) : networkClasses(network, body, faults);
    }

    /**
     * Returns the utterances of a request, each with its target.
     *
     * @throws RefusedRequestException with everything found wrong, some 20 faults at most; also if the lattices are
     *     larger than {@code ctc.limits.max-cells} in all
     */
    public Batch<TargetEmissions> readWithTargets(BatchBody<? extends TargetBody> body) {
        var batch = read(body, Emissions::of, BatchReader::withTarget);
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
                (named, utterance, classes, at, faults) -> hasOneTarget(utterance, classes, at, faults)
                        ? faults.attempt(
                                at,
                                () -> transcribed(named, utterance, classes, wordDelimiter, onUnknown),
                                () -> onUnknown == Transcript.OnUnknown.STAR
                                        ? ""
                                        : spellingAdvice(utterance.target(), classes) + STAR_ADVICE)
                        : null);
        limits.requireCells("/utterances", cells(batch, BatchReader::cells));
        if (onUnknown == Transcript.OnUnknown.STAR) {
            warnOfStars(body, batch);
        }
        return batch;
    }

    /** Warns of texts in which stars replace what could be spelled otherwise, or everything. */
    private static void warnOfStars(BatchBody<? extends TargetBody> body, Batch<TranscribedEmissions> batch) {
        for (int i = 0; i < batch.utterances().size(); i++) {
            String text = Objects.requireNonNull(body.utterances()).get(i).target();
            var target = batch.utterances().get(i).transcript().target();
            if (text == null || IntStream.rangeClosed(0, target.length()).noneMatch(target::absorbs)) {
                continue;
            }
            String advice = spellingAdvice(text, batch.classes());
            if (target.length() == 0) {
                batch.warnings()
                        .add(
                                "/utterances/" + i + "/target",
                                "no character of it can be spelled, so nothing was aligned" + advice);
            } else if (!advice.isEmpty()) {
                batch.warnings().add("/utterances/" + i + "/target", "stars stand for characters of it" + advice);
            }
        }
    }

    private static TranscribedEmissions transcribed(
            NamedEmissions named,
            TargetBody body,
            OutputClasses classes,
            @Nullable String wordDelimiter,
            Transcript.OnUnknown onUnknown) {
        Labels labels = Objects.requireNonNullElse(body.labels(), Labels.of());
        var grouping = classes.grouping(wordDelimiter);
        Vocabulary vocabulary = classes.vocabulary();
        String text = body.target();
        Transcript transcript;
        if (vocabulary == null || grouping.isEmpty()) {
            transcript = Transcript.ofLabels(labels, classes.blank());
        } else if (text == null) {
            transcript = Transcript.ofLabels(labels, vocabulary, grouping.get());
        } else {
            transcript = Transcript.ofText(text, vocabulary, grouping.get(), onUnknown);
        }
        transcript.target().requireClassesOf(named.emissions());
        return new TranscribedEmissions(named.id(), named.emissions(), transcript);
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
        var classes = classes(body, network, faults);
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
        boolean isAssumed = network == null && isAssumed(body);
        var suspicious = new EmissionWarnings(classes);
        var utterances = new ArrayList<U>(bodies.size());
        for (int i = 0; i < bodies.size() && !faults.isFull(); i++) {
            String at = "/utterances/" + i;
            var named =
                    named(bodies.get(i), i, scores -> emissionsOf.apply(scores, kind), classes, isAssumed, at, faults);
            if (named == null) {
                continue;
            }
            suspicious.check(named.emissions(), warnings);
            var meant = bodies.get(i) instanceof TargetBody given && given.target() != null
                    ? classes.forText(given.target(), named.emissions(), body.vocabularyPointer(), warnings)
                    : classes;
            warnOfTarget(bodies.get(i), meant, at, warnings);
            var finished = finish.apply(named, bodies.get(i), meant, at, faults);
            if (finished != null) {
                utterances.add(finished);
            }
        }
        if (network == null && body.scores() == null) {
            requireNoProbabilities(bodies, faults);
            UnnamedScores.warn(bodies, warnings);
        }
        faults.throwIfAny();
        suspicious.warn(warnings);
        return new Batch<>(classes, utterances, warnings);
    }

    private static void warnOfTarget(UtteranceBody body, OutputClasses classes, String at, Warnings warnings) {
        var vocabulary = classes.vocabulary();
        if (body instanceof TargetBody given && given.target() != null && vocabulary != null) {
            SpellingAdvice.withinAWord(given.target(), vocabulary)
                    .ifPresent(detail -> warnings.add(at + "/target", detail));
        }
    }

    /** Refuses probabilities where logits are expected, which would give a wrong result that looks right. */
    private static void requireNoProbabilities(List<? extends UtteranceBody> bodies, Violations faults) {
        for (int i = 0; i < bodies.size(); i++) {
            FloatMatrix scores = bodies.get(i).emissions();
            if (scores != null && scores.columns() > 1 && Emissions.lookLikeProbabilities(scores)) {
                faults.add(
                        "/scores",
                        "missing, and the emissions of utterance " + i + " look like probabilities: every row lies in"
                                + " [0, 1] and sums to 1; expected \"probs\", or \"logits\" if they are none");
                return;
            }
        }
    }

    private static @Nullable NamedEmissions named(
            UtteranceBody body,
            int index,
            Function<FloatMatrix, Emissions> emissionsOf,
            OutputClasses classes,
            boolean isAssumed,
            String at,
            Violations faults) {
        FloatMatrix scores = body.emissions();
        if (scores == null) {
            faults.add(at + "/emissions", "missing; expected [T][V] numbers");
            return null;
        }
        if (body.frames() != null && body.frames() != scores.rows()) {
            faults.add(
                    at + "/frames",
                    body.frames() + "; expected " + scores.rows() + ", as the emissions have rows, or nothing");
            return null;
        }
        var emissions = faults.attempt(at, () -> checked(emissionsOf.apply(scores), classes, isAssumed));
        return emissions == null
                ? null
                : new NamedEmissions(Objects.requireNonNullElse(body.id(), Integer.toString(index)), emissions);
    }

    private static Emissions checked(Emissions emissions, OutputClasses classes, boolean isAssumed) {
        Vocabulary vocabulary = classes.vocabulary();
        if (vocabulary != null && emissions.vocabSize() != vocabulary.size()) {
            throw new CtcInputException(
                    "emissions",
                    "rows of " + emissions.vocabSize() + " scores",
                    vocabulary.size() + ", the size of the vocabulary" + advice(emissions, vocabulary, isAssumed));
        }
        if (vocabulary != null) {
            return emissions;
        }
        ExtendedTarget.of(Labels.of(), classes.blank()).requireClassesOf(emissions);
        return emissions;
    }

    /** Returns whether a request names no classes, so that the vocabulary {@code english} is taken. */
    private static boolean isAssumed(BatchBody<?> body) {
        return body.vocabulary() == null && body.vocabularyName() == null && body.blank() == null;
    }

    private static String advice(Emissions emissions, Vocabulary vocabulary, boolean isAssumed) {
        String transposed =
                emissions.frames() == vocabulary.size() ? "; there are as many rows: is the matrix transposed?" : "";
        String size = advice(emissions.vocabSize(), vocabulary, isAssumed);
        return isAssumed || size.isEmpty() ? size + transposed : size;
    }

    /** Returns advice on so many classes, which are not those of the vocabulary of a request without a network. */
    public static String advice(int classes, Vocabulary vocabulary, BatchBody<?> body) {
        return advice(classes, vocabulary, isAssumed(body));
    }

    private static String advice(int classes, Vocabulary vocabulary, boolean isAssumed) {
        if (isAssumed) {
            return " \"english\", which is taken where a request names none; another is named by \"vocabulary\" and"
                    + " \"blank\", by \"vocabularyName\", or by \"blank\" alone for labels without text";
        }
        return classes == vocabulary.size() + 1 ? "; it has to list the blank too" : "";
    }

    /** Returns advice for a text that cannot be spelled; empty if there is none. */
    private static String spellingAdvice(@Nullable String text, OutputClasses classes) {
        return text == null || classes.vocabulary() == null ? "" : SpellingAdvice.of(text, classes.vocabulary());
    }

    private static @Nullable TargetEmissions withTarget(
            NamedEmissions named, TargetBody body, OutputClasses classes, String at, Violations faults) {
        Labels labels = labels(body, classes, at, faults);
        if (labels == null) {
            return null;
        }
        int vocabSize = named.emissions().vocabSize();
        var target = faults.attempt(
                at, () -> ExtendedTarget.of(labels.requireClasses(vocabSize, classes.blank()), classes.blank()));
        return target == null ? null : new TargetEmissions(named.id(), named.emissions(), target);
    }

    private static @Nullable Labels labels(TargetBody body, OutputClasses classes, String at, Violations faults) {
        if (!hasOneTarget(body, classes, at, faults)) {
            return null;
        }
        String target = body.target();
        Vocabulary vocabulary = classes.vocabulary();
        return target == null || vocabulary == null
                ? body.labels()
                : faults.attempt(at, () -> vocabulary.labels(target), () -> spellingAdvice(target, classes));
    }

    /** Returns whether there is either a target with a vocabulary or labels; notes the fault if not. */
    private static boolean hasOneTarget(TargetBody body, OutputClasses classes, String at, Violations faults) {
        if (body.target() == null && body.labels() == null) {
            faults.add(at + "/target", "missing; expected either \"target\" or \"labels\"");
            return false;
        }
        if (body.target() != null && body.labels() != null) {
            faults.add(at + "/labels", "given besides \"target\"; expected only one of the two");
            return false;
        }
        if (body.target() != null && classes.vocabulary() == null) {
            faults.add(at + "/target", "a text, but the request has no vocabulary; expected \"labels\"");
            return false;
        }
        return true;
    }

    private OutputClasses classes(BatchBody<?> body, Violations faults) {
        List<String> symbols = body.vocabulary();
        String name = body.vocabularyName();
        Integer blank = body.blank();
        var english = OutputClasses.of(vocabularies.english());
        if (symbols != null) {
            if (name != null) {
                faults.add("/vocabularyName", "given besides \"vocabulary\"; expected only one of the two");
            }
            return givenClasses(symbols, blank, english, faults);
        }
        if (name != null) {
            return registeredClasses(name, blank, english, faults);
        }
        return blank == null ? english : OutputClasses.ofBlank(blank);
    }

    /** Returns the classes of a network; other fields of the request must not contradict them. */
    private static OutputClasses networkClasses(NetworkDescription network, BatchBody<?> body, Violations faults) {
        var vocabulary = network.vocabulary();
        String expected = " beside \"network\"; expected none, or what GET /networks says of it";
        if (body.vocabulary() != null && !body.vocabulary().equals(vocabulary.symbols())) {
            faults.add("/vocabulary", "another one" + expected);
        }
        if (body.vocabularyName() != null) {
            faults.add("/vocabularyName", "given" + expected);
        }
        if (body.blank() != null && body.blank() != vocabulary.blank()) {
            faults.add("/blank", body.blank() + expected);
        }
        if (body.scores() != null && body.scores() != network.scores()) {
            faults.add("/scores", "others" + expected);
        }
        Double seconds = body.secondsPerFrame();
        Double known = network.secondsPerFrame(); // null of pictures
        if (seconds != null && known != null && !seconds.equals(known)) {
            faults.add("/secondsPerFrame", body.secondsPerFrame() + expected);
        }
        return OutputClasses.of(network);
    }

    private OutputClasses givenClasses(
            List<String> symbols, @Nullable Integer blank, OutputClasses otherwise, Violations faults) {
        if (blank == null) {
            faults.add("/blank", "missing; expected the class index of the blank, because there is a \"vocabulary\"");
            return otherwise;
        }
        if (symbols.size() > limits.maxClasses()) {
            faults.add("/vocabulary", symbols.size() + " symbols; expected at most " + limits.maxClasses());
            return otherwise;
        }
        var vocabulary = faults.attempt("", () -> Vocabulary.of(symbols, blank));
        return vocabulary == null ? otherwise : OutputClasses.of(vocabulary);
    }

    private OutputClasses registeredClasses(
            String name, @Nullable Integer blank, OutputClasses otherwise, Violations faults) {
        var vocabulary = vocabularies.find(name);
        if (vocabulary.isEmpty()) {
            faults.add(
                    "/vocabularyName",
                    "\"" + name + "\"; expected one of "
                            + String.join(", ", vocabularies.byName().keySet()));
            return otherwise;
        }
        if (blank != null && blank != vocabulary.get().blank()) {
            faults.add(
                    "/blank", blank + "; expected none, or " + vocabulary.get().blank() + ", that of the vocabulary");
        }
        return OutputClasses.of(vocabulary.get());
    }

    /** The last step in making a checked utterance: null, with the faults noted, if it is refused. */
    private interface Finish<B, U> {
        @Nullable
        U apply(NamedEmissions named, B body, OutputClasses classes, String at, Violations faults);
    }
}
