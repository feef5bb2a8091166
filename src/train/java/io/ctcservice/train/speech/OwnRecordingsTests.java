package io.ctcservice.train.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of recordings of one's own and of the store that they are copied to. */
class OwnRecordingsTests {

    private static final Path TALK = Path.of("src/docs/examples/talk.flac");

    @TempDir
    private Path folder;

    @BeforeEach
    void lists() throws IOException {
        list("a.flac", "one", "b.flac", "two", "c.flac", "three");
        Files.copy(TALK, folder.resolve("a.flac"));
        Files.copy(TALK, folder.resolve("c.flac"));
    }

    /** Writes an index of the set {@code mine}, of files and their transcripts. */
    private void list(String... filesAndTruths) throws IOException {
        var index = new StringBuilder("[");
        for (int i = 0; i < filesAndTruths.length; i += 2) {
            index.append(i == 0 ? "" : ", ")
                    .append("{\"set\": \"mine\", \"file\": \"%s\", \"truth\": \"%s\"}"
                            .formatted(filesAndTruths[i], filesAndTruths[i + 1]));
        }
        Files.writeString(folder.resolve("index.json"), index + "]");
    }

    private void copy() throws IOException {
        try (var store = SoundStore.open(folder, "mine")) {
            Recordings.of(folder, "mine").copy(store, "mine");
        }
    }

    private List<String> copied() throws IOException {
        try (var store = SoundStore.read(folder, "mine")) {
            return store.utterances().stream().map(Utterance::text).toList();
        }
    }

    @Test
    void aCopyGoesOnWhereAnEarlierOneEnded() throws IOException {
        assertThatIOException()
                .isThrownBy(this::copy)
                .withMessageContaining("there is no")
                .withMessageContaining("b.flac");
        assertThat(copied()).containsExactly("one");

        Files.copy(TALK, folder.resolve("b.flac"));
        copy();
        copy();

        assertThat(copied()).containsExactly("one", "two", "three");
        try (var store = SoundStore.read(folder, "mine")) {
            var last = store.utterances().getLast();
            assertThat(store.samples(last))
                    .isEqualTo(store.samples(store.utterances().getFirst()));
        }
    }

    @Test
    void aStoreOfOtherRecordingsIsNotTakenForThese() throws IOException {
        list("a.flac", "one", "c.flac", "three");
        copy();
        list("a.flac", "one", "c.flac", "four");

        assertThatIOException().isThrownBy(this::copy).withMessageContaining("delete mine.pcm and mine.tsv");
    }

    @Test
    void aFileThatIsNoSoundIsNamed() throws IOException {
        Files.writeString(folder.resolve("b.flac"), "no sound");

        assertThatIOException().isThrownBy(this::copy).withMessageStartingWith("b.flac cannot be read: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"set": "yours", "file": "a", "truth": "b"}]    | has no set "mine", but yours
            [{"file": "a", "truth": "b"}]                    | a recording without a set: {
            [{"set": "mine", "truth": "b"}]                  | a recording without a file: {
            [{"set": "mine", "file": "a"}]                   | a recording without a truth: {
            [{"set": "mine", "file": "a", "truth": "Mr. 7"}] | the truth of a has other characters than a to z, spaces and apostrophes: Mr. 7
            [{"set": "mine", "file": "a", "truth": "b\\tc"}] | the truth of a has other characters
            {"set": "mine"}                                  | is no list of recordings
            [{"set"                                          | is no JSON
            """)
    void whatIsWrongWithTheIndexIsNamed(String index, String message) throws IOException {
        Files.writeString(folder.resolve("index.json"), index);

        assertThatIOException()
                .isThrownBy(() -> Recordings.of(folder, "mine"))
                .withMessageStartingWith(folder.resolve("index.json").toString())
                .withMessageContaining(message);
    }

    @Test
    void aFolderWithoutAnIndexIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> Recordings.of(folder.resolve("none"), "mine"))
                .withMessageContaining("there is no")
                .withMessageContaining("index.json");
    }
}
