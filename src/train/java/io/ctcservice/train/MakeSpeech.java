package io.ctcservice.train;

import io.ctcservice.train.speech.Recordings;
import io.ctcservice.train.speech.SoundStore;
import io.ctcservice.train.speech.SpeechMaker;
import io.ctcservice.train.speech.SpeechMaker.Speakers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The generation of the sound that speech networks are trained and tested with; existing stores are only continued. */
final class MakeSpeech {

    /** The sets of voices outside of the training set, by name. */
    static final Map<String, Speakers> UNSEEN =
            Map.of("espeak", Speakers.ESPEAK_UNSEEN, "rms", Speakers.RMS, "ked", Speakers.KED);

    private MakeSpeech() {}

    public static void main(String[] arguments) throws Exception {
        Program.SPEECH_DATA.main(arguments, MakeSpeech::run);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Settings settings) throws IOException, InterruptedException {
        Path folder = settings.path("sound");
        var maker = new SpeechMaker(
                settings.path("texts"),
                settings.path("words"),
                settings.given("model"),
                settings.path("variants"),
                settings.number("seed"));
        System.out.printf("%,d sentences of texts%n", maker.sentences());
        if (!settings.text("recordings").isEmpty()) {
            for (String set : settings.words("learned")) {
                var all = Recordings.of(settings.path("recordings"), set);
                copy(folder, set, all.part(/* forTests= */ false));
                copy(folder, set + "-kept", all.part(/* forTests= */ true));
            }
            for (String set : settings.words("tested")) {
                copy(folder, set, Recordings.of(settings.path("recordings"), set));
            }
        }
        for (String set : List.of("espeak", "rms", "ked")) {
            try (var store = SoundStore.open(folder, set)) {
                maker.fill(store, Objects.requireNonNull(UNSEEN.get(set)), settings.number("unseen"));
            }
        }
        try (var store = SoundStore.open(folder, "made")) {
            for (int done = store.utterances().size(); done < settings.number("utterances"); ) {
                done = Math.min(done + 500, settings.number("utterances"));
                maker.fill(store, Speakers.TRAINING, done);
                System.out.printf("%,d of %,d utterances%n", done, settings.number("utterances"));
            }
        }
    }

    private static void copy(Path folder, String name, Recordings recordings) throws IOException {
        try (var store = SoundStore.open(folder, name)) {
            recordings.copy(store, name);
        }
    }
}
