package io.ctcservice.config;

import io.ctcservice.codec.Location;
import io.ctcservice.config.settings.TooLittleMemoryAnalyzer;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModels;
import io.ctcservice.core.lm.NgramLanguageModel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** A reader of the configured language models, used at start. */
final class LanguageModelFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LanguageModelFiles.class);

    /** The names of models in a folder; not of hidden files. */
    private static final Pattern NAME = Pattern.compile("[^.].*\\.(arpa|bin|binary|klm)(\\.gz)?");

    private LanguageModelFiles() {}

    /** Returns the registered models; a bad file stops the start with its name, the line and the fault. */
    static LanguageModels read(CtcProperties properties) {
        var byName = new HashMap<String, LanguageModel>();
        properties.languageModels().forEach((name, registered) -> byName.put(name, read(name, registered)));
        return LanguageModels.of(byName);
    }

    private static LanguageModel read(String name, CtcProperties.RegisteredLanguageModel registered) {
        try (var stream = file(registered.location()).open()) {
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

    /**
     * Returns the location of a model, in a folder the one file that has the name of a model: pyctcdecode keeps it with
     * {@code attrs.json} and {@code unigrams.txt} in a folder {@code language_model}.
     */
    private static Location file(Location location) throws IOException {
        var folder = location.path().filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return location;
        }
        try (var files = Files.list(folder.get())) {
            var models = files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            if (models.size() != 1) {
                throw new IOException("a folder with " + (models.isEmpty() ? "no" : "more than one")
                        + " file named .arpa, .bin or .binary; expected the path of a file");
            }
            return Location.of(models.getFirst().toString());
        }
    }

    private static InvalidConfigurationPropertyValueException refusal(String name, Location location, String fault) {
        return new InvalidConfigurationPropertyValueException(
                "ctc.language-models." + name + ".location", location, fault);
    }
}
