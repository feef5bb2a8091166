package io.ctcservice.train.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ctcservice.testing.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of voices that fail, and of too few. */
class SpeechMakerTests {

    @TempDir
    private Path folder;

    private SpeechMaker maker;
    private SoundStore store;

    @BeforeEach
    void open() throws IOException {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Path words = Files.createFile(folder.resolve("words"));
        Path variants = Files.createDirectories(folder.resolve("espeak-ng-data/voices/!v"));
        for (int i = 0; i < 10; i++) {
            Files.createFile(variants.resolve("variant" + i));
        }
        maker = new SpeechMaker(texts, words, Optional.empty(), variants, 1);
        store = SoundStore.open(folder, "made");
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    /** A shell as a voice. */
    private record Shell(String name, String script) implements Voice {

        @Override
        public List<String> command(List<String> texts, List<Path> files, RandomGenerator random) {
            return List.of("sh", "-c", script, "sh", files.getFirst().toString());
        }

        @Override
        public int atOnce() {
            return 1;
        }
    }

    private void say(Voice voice) throws IOException, InterruptedException {
        maker.say(voice, List.of("a cat"), store, new Random(1));
    }

    @Test
    void aVoiceThatFailsNowAndThenLeavesEmptyUtterances() throws IOException, InterruptedException {
        var sound = Files.write(
                folder.resolve("second.wav"),
                WavFile.ofShorts(SoundStore.SAMPLE_RATE, new short[SoundStore.SAMPLE_RATE]));
        var speaking = new Shell("good", "cp " + sound + " $1");
        for (int i = 0; i < 4; i++) {
            say(new Shell("bad" + i, "exit 1"));
        }
        say(speaking);
        for (int i = 0; i < 4; i++) {
            say(new Shell("bad", "exit 1"));
        }
        assertThat(store.utterances()).hasSize(9);
        assertThat(store.utterances().stream().filter(u -> u.samples() == SoundStore.SAMPLE_RATE))
                .singleElement()
                .extracting(Utterance::text)
                .isEqualTo("a cat");
    }

    @Test
    void aVoiceThatAlwaysFailsIsNamedWithItsOutput() throws IOException, InterruptedException {
        var voice = new Shell("mute", "seq 9; echo no such voice >&2; exit 1");
        for (int i = 0; i < 4; i++) {
            say(voice);
        }
        assertThatIOException()
                .isThrownBy(() -> say(voice))
                .withMessageStartingWith("mute said nothing usable 5 times in a row: sh -c seq 9")
                .withMessageEndingWith("\n6\n7\n8\n9\nno such voice");
        assertThat(store.utterances()).hasSize(4);
    }

    @Test
    @Timeout(60)
    void tooFewVariantsToKeepOneForTestsAreRefused() throws IOException {
        Path few = Files.createDirectories(folder.resolve("other/voices/!v"));
        Path texts = folder.resolve("texts");
        Path words = folder.resolve("words");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SpeechMaker(texts, words, Optional.empty(), few, 1))
                .withMessage("variants=" + few + " holds 0 variants; expected at least 10");
    }

    @Test
    void aProgramThatFailsWithEachVoiceIsNamed() throws IOException, InterruptedException {
        for (int i = 0; i < 4; i++) {
            say(new Shell("voice" + i, "exit 1"));
        }
        assertThatIOException()
                .isThrownBy(() -> say(new Shell("voice4", "exit 1")))
                .withMessageStartingWith("sh said nothing usable 5 times in a row");
    }
}
