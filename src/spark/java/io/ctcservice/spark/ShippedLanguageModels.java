package io.ctcservice.spark;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The language models of this JVM: each is read once and shared by all tasks of an executor. */
final class ShippedLanguageModels {

    private static final ConcurrentMap<String, LanguageModel> READ = new ConcurrentHashMap<>();

    private static final String ONE_WORD = """
            \\data\\
            ngram 1=1

            \\1-grams:
            -1 a

            \\end\\
            """;

    /** A model with which the settings beside one are tried. */
    private static final LanguageModel ANY = any();

    private ShippedLanguageModels() {}

    /**
     * Returns the model of an ARPA file or a binary of KenLM's, plain or gzip; reads it if no task has yet.
     *
     * @throws UncheckedIOException if it cannot be read: the task fails, since every row would
     */
    static LanguageModel read(String location) {
        return READ.computeIfAbsent(location, ShippedLanguageModels::readAnew);
    }

    /**
     * Tries a model on the driver, as far as it can. In one JVM with its executors it is read; else only a shared file
     * system is asked whether it has it, since what is on the disks of executors is seen there alone.
     *
     * @throws UsageException if it cannot be read
     * @throws io.ctcservice.core.CtcInputException naming a weight that is out of range
     */
    static void tryOn(Settings.Search search) {
        String location = Objects.requireNonNull(search.languageModel());
        SearchGuides.fusion(search, ANY);
        try {
            if (Storage.isLocalMaster() || Storage.isShared(location)) {
                Storage.open(location).close();
            }
            if (Storage.isLocalMaster()) {
                read(location);
            }
        } catch (FileNotFoundException missing) {
            throw new UsageException("--language-model: there is no file " + location);
        } catch (IOException bad) {
            throw new UsageException("--language-model " + location + ": " + bad.getMessage());
        } catch (UncheckedIOException bad) {
            throw new UsageException("--language-model: " + bad.getMessage());
        }
    }

    private static LanguageModel any() {
        try {
            return NgramLanguageModel.read(new ByteArrayInputStream(ONE_WORD.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static LanguageModel readAnew(String location) {
        try (var file = Storage.open(location)) {
            return NgramLanguageModel.read(file);
        } catch (IOException bad) {
            throw new UncheckedIOException(location + ", the language model: " + bad.getMessage(), bad);
        }
    }
}
