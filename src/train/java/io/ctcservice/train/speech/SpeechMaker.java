package io.ctcservice.train.speech;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.Sound;
import io.ctcservice.audio.file.SoundFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A generator of synthetic speech, which fills stores; the same seed gives the same utterances. Not thread-safe. */
public final class SpeechMaker {

    /** The sets of voices. */
    public enum Speakers {
        /** The voices of the training set. */
        TRAINING(0),
        /** Variants of espeak-ng outside of the training set. */
        ESPEAK_UNSEEN(1),
        /** Flite's {@code rms}, outside of the training set. */
        RMS(2),
        /** Festival's {@code ked}, outside of the training set. */
        KED(3);

        private final int number; // a part of the seed

        Speakers(int number) {
            this.number = number;
        }
    }

    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");
    private static final int LONGEST = 12 * SoundStore.SAMPLE_RATE;
    private static final int SHORTEST = SoundStore.SAMPLE_RATE / 4;
    private static final int PATIENCE_SECONDS = 120;

    /** So many failures in a row are the program's or the voice's fault, not the sentence's. */
    private static final int MOST_FAILURES = 5;

    private static final int SHOWN_LINES = 5;

    private final SpokenText learned;
    private final SpokenText unseen;
    private final Voices voices;
    private final long seed;
    private final Path scratch;
    private final Map<String, Integer> failures = new HashMap<>(); // in a row, of voices and programs

    /**
     * @param texts a folder of files with texts
     * @param words a list of words
     * @param model in ARPA's format; may be absent
     * @param variants espeak-ng's folder of variants
     * @throws IOException if one of them cannot be read
     */
    public SpeechMaker(Path texts, Path words, Optional<Path> model, Path variants, long seed) throws IOException {
        this.learned = new SpokenText(texts, words, model, /* forTests= */ false);
        this.unseen = new SpokenText(texts, words, model, /* forTests= */ true);
        this.voices = new Voices(variants, Files.createTempDirectory("variants"));
        this.seed = seed;
        this.scratch = Files.createTempDirectory("speech");
    }

    /** Returns the number of sentences of the texts for training. */
    public int sentences() {
        return learned.size();
    }

    /**
     * Adds utterances to a store until it has {@code count}.
     *
     * @throws IOException if a voice fails several times in a row
     */
    public void fill(SoundStore store, Speakers speakers, int count) throws IOException, InterruptedException {
        SpokenText text = speakers == Speakers.TRAINING ? learned : unseen;
        while (store.utterances().size() < count) {
            int done = store.utterances().size();
            RandomGenerator random = RANDOM.create(seed * 0x9E3779B97F4A7C15L + 31L * done + speakers.number);
            Voice voice = voice(speakers, random);
            var texts = new ArrayList<String>();
            for (int i = Math.min(voice.atOnce(), count - done); i > 0; i--) {
                texts.add(text.draw(random));
            }
            say(voice, texts, store, random);
        }
    }

    private Voice voice(Speakers speakers, RandomGenerator random) {
        return switch (speakers) {
            case TRAINING -> voices.draw(random);
            case ESPEAK_UNSEEN -> voices.espeak(random, /* forTests= */ true);
            case RMS -> new Voice.Flite("flite-rms");
            case KED -> new Voice.Festival("festival-ked_diphone");
        };
    }

    /** Adds sentences to a store, or an empty utterance if the voice fails. */
    void say(Voice voice, List<String> texts, SoundStore store, RandomGenerator random)
            throws IOException, InterruptedException {
        var files = new ArrayList<Path>();
        for (int i = 0; i < texts.size(); i++) {
            files.add(scratch.resolve(i + ".wav"));
            Files.deleteIfExists(files.get(i));
        }
        List<String> command = voice.command(texts, files, random);
        Path output = scratch.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        int kept = 0;
        for (int i = 0; i < texts.size(); i++) {
            if (Files.exists(files.get(i))) {
                double[] samples = read(files.get(i));
                if (samples.length >= SHORTEST && samples.length <= LONGEST) {
                    store.add(samples, voice.name(), texts.get(i));
                    kept++;
                }
            }
        }
        count(kept == 0, voice.name(), command, output);
        if (kept == 0) { // as many as were asked for, so that the next ones are others
            store.add(new double[0], voice.name(), "");
        }
    }

    /** Counts failures in a row of a voice and, as voices are many, of its program. */
    private void count(boolean failed, String voice, List<String> command, Path output) throws IOException {
        for (String who : List.of(voice, command.getFirst())) {
            int inARow = failed ? failures.getOrDefault(who, 0) + 1 : 0;
            failures.put(who, inARow);
            if (inARow == MOST_FAILURES) {
                List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                throw new IOException(who + " said nothing usable " + MOST_FAILURES + " times in a row: "
                        + String.join(" ", command) + "\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())));
            }
        }
    }

    /** Returns the samples of a sound file, at the rate of a store. */
    public static double[] read(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return all(Resampler.of(SoundFiles.open(bytes, OptionalInt.empty()), SoundStore.SAMPLE_RATE));
        }
    }

    static double[] all(Sound sound) throws IOException {
        var samples = new double[LONGEST];
        int filled = 0;
        while (true) {
            int read = sound.read(samples, filled, samples.length - filled);
            if (read <= 0) {
                return Arrays.copyOf(samples, filled);
            }
            filled += read;
            if (filled == samples.length) {
                samples = Arrays.copyOf(samples, 2 * filled);
            }
        }
    }
}
