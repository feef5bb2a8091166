package io.ctcservice.wire.batch;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.wire.Limits;
import io.ctcservice.wire.RefusedRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes core objects of the fields that requests share, or refuses them with a pointer to each fault. Stateless and
 * thread-safe.
 */
public final class BatchReader {

    private final Vocabularies vocabularies;
    private final Limits limits;

    public BatchReader(Vocabularies vocabularies, Limits limits) {
        this.vocabularies = vocabularies;
        this.limits = limits;
    }

    /**
     * Returns the utterances of a request.
     *
     * @throws RefusedRequestException with everything found wrong, some 20 faults at most
     */
    public Batch<NamedEmissions> read(BatchBody<?> body) {
        return read(body, (named, utterance, alphabet, at, faults) -> named);
    }

    /**
     * Returns the utterances of a request, each with its target.
     *
     * @throws RefusedRequestException with everything found wrong, some 20 faults at most; also if the lattices are
     *     larger than {@code ctc.limits.max-cells} in all
     */
    public Batch<TargetEmissions> readWithTargets(BatchBody<? extends TargetBody> body) {
        var batch = read(body, BatchReader::withTarget);
        requireCells(batch, limits.maxCells());
        return batch;
    }

    /**
     * Checks that the lattices of these utterances are small enough to be written into an answer.
     *
     * @throws RefusedRequestException if they are larger than {@code ctc.limits.max-lattice-cells} in all
     */
    public void requireWritableLattices(Batch<TargetEmissions> batch) {
        requireCells(batch, limits.maxLatticeCells());
    }

    private static void requireCells(Batch<TargetEmissions> batch, long most) {
        long cells = 0;
        for (var utterance : batch.utterances()) {
            cells += (long) utterance.emissions().frames() * utterance.target().states();
        }
        if (cells > most) {
            throw new RefusedRequestException(
                    "/utterances", "lattices of " + cells + " cells in all, T·(2U + 1) each; expected at most " + most);
        }
    }

    private <B extends UtteranceBody, U> Batch<U> read(BatchBody<B> body, Finish<B, U> finish) {
        var faults = new Violations();
        var alphabet = alphabet(body, faults);
        List<B> bodies = Objects.requireNonNullElse(body.utterances(), List.of());
        if (bodies.isEmpty()) {
            faults.add("/utterances", "no utterances; expected at least 1");
        }
        faults.throwIfAny();
        var kind = Objects.requireNonNullElse(body.scores(), ScoreKind.LOGITS);
        var utterances = new ArrayList<U>(bodies.size());
        for (int i = 0; i < bodies.size() && !faults.isFull(); i++) {
            String at = "/utterances/" + i;
            var named = named(bodies.get(i), i, kind, alphabet, at, faults);
            var finished = named == null ? null : finish.apply(named, bodies.get(i), alphabet, at, faults);
            if (finished != null) {
                utterances.add(finished);
            }
        }
        faults.throwIfAny();
        return new Batch<>(alphabet, utterances);
    }

    private static @Nullable NamedEmissions named(
            UtteranceBody body, int index, ScoreKind kind, Alphabet alphabet, String at, Violations faults) {
        FloatMatrix scores = body.emissions();
        if (scores == null) {
            faults.add(at + "/emissions", "missing; expected [T][V] numbers");
            return null;
        }
        var emissions = faults.attempt(at, () -> checked(Emissions.of(scores, kind), alphabet));
        return emissions == null
                ? null
                : new NamedEmissions(Objects.requireNonNullElse(body.id(), Integer.toString(index)), emissions);
    }

    private static Emissions checked(Emissions emissions, Alphabet alphabet) {
        Vocabulary vocabulary = alphabet.vocabulary();
        if (vocabulary != null) {
            return emissions.requireVocabSize(vocabulary.size());
        }
        ExtendedTarget.of(Labels.of(), alphabet.blank()).requireClassesOf(emissions);
        return emissions;
    }

    private static @Nullable TargetEmissions withTarget(
            NamedEmissions named, TargetBody body, Alphabet alphabet, String at, Violations faults) {
        Labels labels = labels(body, alphabet, at, faults);
        if (labels == null) {
            return null;
        }
        int vocabSize = named.emissions().vocabSize();
        var target = faults.attempt(
                at, () -> ExtendedTarget.of(labels.requireClasses(vocabSize, alphabet.blank()), alphabet.blank()));
        return target == null ? null : new TargetEmissions(named.id(), named.emissions(), target);
    }

    private static @Nullable Labels labels(TargetBody body, Alphabet alphabet, String at, Violations faults) {
        String target = body.target();
        Labels labels = body.labels();
        if (target == null) {
            if (labels == null) {
                faults.add(at + "/target", "missing; expected either \"target\" or \"labels\"");
            }
            return labels;
        }
        Vocabulary vocabulary = alphabet.vocabulary();
        if (labels != null) {
            faults.add(at + "/labels", "given besides \"target\"; expected only one of the two");
            return null;
        }
        if (vocabulary == null) {
            faults.add(at + "/target", "a text, but the request has no vocabulary; expected \"labels\"");
            return null;
        }
        return faults.attempt(at, () -> vocabulary.labels(target));
    }

    private Alphabet alphabet(BatchBody<?> body, Violations faults) {
        List<String> symbols = body.vocabulary();
        String name = body.vocabularyName();
        Integer blank = body.blank();
        var english = Alphabet.of(vocabularies.english());
        if (symbols != null) {
            if (name != null) {
                faults.add("/vocabularyName", "given besides \"vocabulary\"; expected only one of the two");
            }
            return givenAlphabet(symbols, blank, english, faults);
        }
        if (name != null) {
            return registeredAlphabet(name, blank, english, faults);
        }
        return blank == null ? english : new Alphabet(null, blank);
    }

    private Alphabet givenAlphabet(
            List<String> symbols, @Nullable Integer blank, Alphabet otherwise, Violations faults) {
        if (blank == null) {
            faults.add("/blank", "missing; expected the class index of the blank, because there is a \"vocabulary\"");
            return otherwise;
        }
        if (symbols.size() > limits.maxClasses()) {
            faults.add("/vocabulary", symbols.size() + " symbols; expected at most " + limits.maxClasses());
            return otherwise;
        }
        var vocabulary = faults.attempt("", () -> Vocabulary.of(symbols, blank));
        return vocabulary == null ? otherwise : Alphabet.of(vocabulary);
    }

    private Alphabet registeredAlphabet(String name, @Nullable Integer blank, Alphabet otherwise, Violations faults) {
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
        return Alphabet.of(vocabulary.get());
    }

    /** Makes the last of a checked utterance: null, with the faults noted, where it is refused. */
    private interface Finish<B, U> {
        @Nullable
        U apply(NamedEmissions named, B body, Alphabet alphabet, String at, Violations faults);
    }
}
