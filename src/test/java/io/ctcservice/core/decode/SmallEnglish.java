package io.ctcservice.core.decode;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A small language model of English, made from sentences of our own. */
final class SmallEnglish {

    static final LanguageModel MODEL = read();

    private SmallEnglish() {}

    private static LanguageModel read() {
        try (var arpa = Objects.requireNonNull(SmallEnglish.class.getResourceAsStream("small-english.arpa"))) {
            return NgramLanguageModel.read(arpa);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
