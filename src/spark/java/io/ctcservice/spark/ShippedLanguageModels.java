package io.ctcservice.spark;

import io.ctcservice.core.lm.ArpaLanguageModel;
import io.ctcservice.core.lm.LanguageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The language models of this JVM: each is read once and shared by all tasks of an executor. */
final class ShippedLanguageModels {

    private static final ConcurrentMap<String, LanguageModel> READ = new ConcurrentHashMap<>();

    private ShippedLanguageModels() {}

    /**
     * Returns the model of an ARPA file, plain or gzip; reads it if no task has yet.
     *
     * @throws UncheckedIOException if it cannot be read: the task fails, since every row would
     */
    static LanguageModel read(String location) {
        return READ.computeIfAbsent(location, ShippedLanguageModels::readAnew);
    }

    private static LanguageModel readAnew(String location) {
        try (var file = Storage.open(location)) {
            return ArpaLanguageModel.read(file);
        } catch (IOException bad) {
            throw new UncheckedIOException("the language model " + location + ": " + bad.getMessage(), bad);
        }
    }
}
