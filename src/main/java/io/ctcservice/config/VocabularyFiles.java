package io.ctcservice.config;

import io.ctcservice.config.CtcProperties.RegisteredVocabulary;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.recognition.VocabularyFile;
import io.ctcservice.recognition.VocabularyFormat;
import io.ctcservice.request.Vocabularies;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** A reader of the configured vocabularies, used at start. */
final class VocabularyFiles {

    private VocabularyFiles() {}

    /** Returns the registered vocabularies; a bad one stops the start with its setting and the fault. */
    static Vocabularies read(CtcProperties properties) {
        var byName = new HashMap<String, Vocabulary>();
        properties.vocabularies().forEach((name, registered) -> byName.put(name, read(name, registered)));
        return Vocabularies.of(Map.copyOf(byName));
    }

    private static Vocabulary read(String name, RegisteredVocabulary registered) {
        var symbols = symbols(name, registered);
        int blank = blank(name, registered, symbols);
        try {
            return Vocabulary.of(symbols, blank);
        } catch (CtcInputException bad) {
            throw bad.field().equals("blank")
                    ? refused(name, "blank", blank, String.valueOf(bad.getMessage()))
                    : refused(name, "location", registered.location(), bad.field() + ": " + bad.getMessage());
        }
    }

    private static List<String> symbols(String name, RegisteredVocabulary registered) {
        try (var stream = registered.location().open()) {
            return registered.format().symbols(new VocabularyFile(stream.readAllBytes()));
        } catch (IOException bad) {
            throw refused(
                    name,
                    "location",
                    registered.location(),
                    registered.location().fault(bad));
        }
    }

    private static int blank(String name, RegisteredVocabulary registered, List<String> symbols) {
        Integer blank = registered.blank();
        if (registered.format() == VocabularyFormat.PADDLEOCR) {
            if (blank != null && blank != 0) {
                throw refused(name, "blank", blank, "expected 0, where the format paddleocr has it, found " + blank);
            }
            return 0;
        }
        if (blank == null) {
            String hint = VocabularyFile.likelyBlank(symbols)
                    .map(found -> "; " + found)
                    .orElse("");
            throw refused(
                    name,
                    "blank",
                    "",
                    "is not set: expected the class index of the blank, from 0 to " + (symbols.size() - 1) + hint);
        }
        return blank;
    }

    private static InvalidConfigurationPropertyValueException refused(
            String name, String part, Object value, String reason) {
        return new InvalidConfigurationPropertyValueException("ctc.vocabularies." + name + "." + part, value, reason);
    }
}
