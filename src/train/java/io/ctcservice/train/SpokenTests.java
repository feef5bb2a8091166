package io.ctcservice.train;

import io.ctcservice.train.speech.SoundStore;
import io.ctcservice.train.speech.Utterance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A test set of utterances.
 *
 * @param name of the set
 * @param sounds samples of each
 * @param truths the transcript of each
 */
record SpokenTests(String name, List<double[]> sounds, List<String> truths) {

    /** Returns the first utterances of a store, none if there is no such store. */
    static SpokenTests of(Path folder, String name, int most) throws IOException {
        var sounds = new ArrayList<double[]>();
        var truths = new ArrayList<String>();
        if (SoundStore.exists(folder, name)) {
            try (var store = SoundStore.read(folder, name)) {
                for (Utterance utterance : store.utterances()) {
                    if (sounds.size() < most && !utterance.text().isEmpty()) {
                        sounds.add(store.samples(utterance));
                        truths.add(utterance.text());
                    }
                }
            }
        }
        return new SpokenTests(name, sounds, truths);
    }

    /** Returns the errors of a reader in them. */
    ErrorRates read(Function<double[], String> reader) {
        var errors = new ErrorRates();
        for (int i = 0; i < sounds.size(); i++) {
            errors.add(reader.apply(sounds.get(i)), truths.get(i));
        }
        return errors;
    }
}
