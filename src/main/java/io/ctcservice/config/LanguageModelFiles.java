package io.ctcservice.config;

import io.ctcservice.codec.Location;
import io.ctcservice.config.settings.TooLittleMemoryAnalyzer;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.lm.NgramLanguageModel;
import java.io.IOException;
import java.util.HashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** A reader of the configured language models, used at start. */
final class LanguageModelFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LanguageModelFiles.class);

    private LanguageModelFiles() {}

    /** Returns the registered models; a bad file stops the start with its name, the line and the fault. */
    static LanguageModels read(CtcProperties properties) {
        var byName = new HashMap<String, LanguageModel>();
        properties.languageModels().forEach((name, registered) -> byName.put(name, read(name, registered)));
        return LanguageModels.of(byName);
    }

    private static LanguageModel read(String name, CtcProperties.RegisteredLanguageModel registered) {
        try (var stream = registered.location().open()) {
            var model = NgramLanguageModel.read(stream);
            LOG.info(
                    "language model {}: order {}, {} words, {} MiB",
                    name,
                    model.order(),
                    model.ngrams(1),
                    model.bytes() >> 20);
            return model;
        } catch (IOException bad) {
            throw refusal(name, registered.location(), registered.location().fault(bad));
        } catch (OutOfMemoryError full) { // what was read is free again
            String fault =
                    registered.location() + " does not fit into Java's memory: " + TooLittleMemoryAnalyzer.advice();
            throw refusal(name, registered.location(), fault);
        }
    }

    private static InvalidConfigurationPropertyValueException refusal(String name, Location location, String fault) {
        return new InvalidConfigurationPropertyValueException(
                "ctc.language-models." + name + ".location", location, fault);
    }
}
