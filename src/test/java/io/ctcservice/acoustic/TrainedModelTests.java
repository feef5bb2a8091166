package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.EditDistance;
import io.ctcservice.core.text.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the shipped weights. */
class TrainedModelTests {

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();
    private static final String[] WORDS = {
        "the",
        "letter",
        "arrived",
        "soon",
        "after",
        "breakfast",
        "and",
        "nobody",
        "could",
        "tell",
        "who",
        "had",
        "sent",
        "it",
        "a",
        "small",
        "green",
        "book",
        "lay",
        "on",
        "every",
        "chair",
        "of",
        "committee",
        "room",
        "quickly",
        "jazz",
        "vexing",
        "zebra",
        "puzzle",
        "hello",
        "world",
        "balloon",
        "address",
        "across",
        "kitten",
        "happy",
        "queue",
        "six"
    };

    private static ElmanRnn model;

    @BeforeAll
    static void readTheShippedWeights() throws IOException {
        try (var in = ElmanRnn.class.getResourceAsStream("/acoustic/elman-english.bin")) {
            model = ElmanRnn.read(Objects.requireNonNull(in));
        }
    }

    @Test
    void hasTheSizesThatTheRequestDefaultsTo() {
        assertThat(model.featureDimension()).isEqualTo(20);
        assertThat(model.hiddenSize()).isEqualTo(32);
    }

    @Test
    void readsTwoHundredUnseenTextsAtTheNoiseOfItsTraining() {
        assertThat(errorRate(beam(), 0.3, 3)).isLessThan(0.02);
    }

    @ParameterizedTest(name = "{0} frames a symbol")
    @ValueSource(ints = {1, 2, 6, 10})
    void readsFastAndSlowSpeech(int framesPerSymbol) {
        assertThat(errorRate(greedy(), 0.3, framesPerSymbol)).isLessThan(0.02);
    }

    @Test
    void readsLessTheMoreNoiseThereIs() {
        double quiet = errorRate(greedy(), 0.3, 3);
        double noisy = errorRate(greedy(), 1, 3);
        double drowned = errorRate(greedy(), 3, 3);
        assertThat(noisy).isGreaterThan(quiet).isBetween(0.01, 0.6);
        assertThat(drowned).isGreaterThan(noisy).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @CsvSource({"hello", "book", "aaa", "mississippi", "zz  zz", "committee"})
    void readsRepeatedLettersAsOftenAsTheyStand(String text) {
        var synthesizer = new FeatureSynthesizer(3, 20, 0.3, Voice.PER_CHARACTER);
        for (long seed = 1; seed <= 10; seed++) {
            var features = synthesizer.synthesize(ENGLISH.labels(text), seed).features();
            var read = beam().decode(model.emissions(features)).getFirst().labels();
            assertThat(ENGLISH.text(read)).isEqualTo(text);
        }
    }

    private static double errorRate(Decoder decoder, double noise, int framesPerSymbol) {
        var synthesizer = new FeatureSynthesizer(framesPerSymbol, 20, noise, Voice.PER_CHARACTER);
        int errors = 0;
        int length = 0;
        long seed = 1_000_000;
        for (var labels : unseenTexts()) {
            var emissions =
                    model.emissions(synthesizer.synthesize(labels, seed++).features());
            errors += EditDistance.between(decoder.decode(emissions).getFirst().labels(), labels);
            length += labels.length();
        }
        return errors / (double) length;
    }

    private static Decoder beam() {
        return new PrefixBeamDecoder(new LogForward(), ENGLISH.blank(), BeamSettings.DEFAULT, Optional.empty());
    }

    private static Decoder greedy() {
        return new GreedyDecoder(new LogForward(), ENGLISH.blank());
    }

    /** Returns 200 texts of English words; training saw strings of random letters, and none of these. */
    private static List<Labels> unseenTexts() {
        var random = new SeededRandom(77);
        var texts = new ArrayList<Labels>();
        for (int i = 0; i < 200; i++) {
            var words = new ArrayList<String>();
            for (int word = random.nextInt(3, 6); word > 0; word--) {
                words.add(WORDS[random.nextInt(0, WORDS.length - 1)]);
            }
            texts.add(ENGLISH.labels(String.join(" ", words)));
        }
        return texts;
    }

    @Test
    void noneOfTheTextsWasTrainedOn() {
        var settings = TrainingSettings.shipped();
        var random = RandomStream.TRAINING.of(settings.seed());
        var unseen = new HashSet<>(unseenTexts());
        for (int i = 0; i < settings.epochs() * settings.batchesPerEpoch() * settings.batchSize(); i++) {
            assertThat(unseen).doesNotContain(RandomTexts.next(random));
            random.nextInt(1, 6); // the trainer draws a speed and a seed for each text
            random.nextLong();
        }
    }
}
