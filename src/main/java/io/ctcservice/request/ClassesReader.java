package io.ctcservice.request;

import io.ctcservice.core.Counted;
import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.recognition.NetworkDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reader of the output classes that a request names: those of a network, of a vocabulary, or a blank alone. Stateless. */
final class ClassesReader {

    private final Vocabularies vocabularies;
    private final Limits limits;

    ClassesReader(Vocabularies vocabularies, Limits limits) {
        this.vocabularies = vocabularies;
        this.limits = limits;
    }

    /** Returns the classes of a request; where they are refused, the faults say why and others are returned. */
    OutputClasses read(BatchBody<?> body, @Nullable NetworkDescription network, Violations faults) {
        return network == null ? namedClasses(body, faults) : networkClasses(network, body, faults);
    }

    private OutputClasses namedClasses(BatchBody<?> body, Violations faults) {
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
            faults.add("/secondsPerFrame", PlainNumber.of(seconds) + expected);
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
            faults.add(
                    "/vocabulary", Counted.of(symbols.size(), "symbol") + "; expected at most " + limits.maxClasses());
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
}
