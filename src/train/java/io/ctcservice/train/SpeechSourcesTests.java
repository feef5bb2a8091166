package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ctcservice.train.speech.SoundStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the sound that speech networks learn from. */
@Timeout(60)
class SpeechSourcesTests {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void utterancesThatCannotBeLearnedFromAreCounted() throws IOException {
        store("made", "2 a cat", "20 a long story", "1 more words than anybody can say in a second", "0 ");

        assertThat(training("learned=").batches(0).get().targets()).isNotEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("made: 1 of 4 utterances used, 1 longer than 14 s at any speed, "
                        + "1 too short for their text, 1 empty");
    }

    @Test
    void nothingIsSaidWhereEachCanBeLearnedFrom() throws IOException {
        store("made", "2 a cat", "15 fits where it is said faster");
        training("learned=");
        assertThat(out.size()).isZero();
    }

    @Test
    void aSetOfWhichNoneCanBeLearnedFromIsRefused() throws IOException {
        store("made", "2 a cat");
        store("lj", "20 a long story");
        assertThatIOException()
                .isThrownBy(() -> training("learned=lj"))
                .withMessage("nothing to learn from in lj of " + folder
                        + ": 0 of 1 utterances used, 1 longer than 14 s at any speed");
    }

    @Test
    void aSetThatIsNotThereIsRefusedUnlessItsShareIsNothing() throws IOException {
        store("made", "2 a cat");
        assertThatIOException().isThrownBy(() -> training("learned=lj")).withMessageContaining("\"lj\" in " + folder);
        assertThat(training("learned=lj people=0").batches(0).get().targets()).isNotEmpty();
    }

    @Test
    void readingMakesNoFiles() throws IOException {
        assertThat(SpokenTests.of(folder, "lj-kept", 5).sounds()).isEmpty();
        assertThatIOException().isThrownBy(() -> SoundStore.read(folder, "made"));
        assertThat(folder).isEmptyDirectory();
    }

    private TrainSpeech training(String settings) throws IOException {
        return new TrainSpeech(
                new Settings(("sound=" + folder + " sound-sets= seconds=1 " + settings).split(" ", -1)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    /** Writes utterances, each given by its seconds and its text. */
    private void store(String name, String... utterances) throws IOException {
        var index = new StringBuilder();
        int offset = 0;
        for (String utterance : utterances) {
            int space = utterance.indexOf(' ');
            int samples = SoundStore.SAMPLE_RATE * Integer.parseInt(utterance.substring(0, space));
            index.append(offset + "\t" + samples + "\tsomebody\t" + utterance.substring(space + 1) + "\n");
            offset += samples;
        }
        Files.writeString(folder.resolve(name + ".tsv"), index);
        Files.write(folder.resolve(name + ".pcm"), new byte[Short.BYTES * offset]);
    }
}
