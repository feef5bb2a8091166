package io.ctcservice.train.speech;

import io.ctcservice.audio.Resampler;
import io.ctcservice.audio.Sound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A generator of speech with known times of words, by variants of espeak-ng and sentences outside of the training set. */
public final class TimedSpeech {

    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    private final EspeakLibrary espeak;
    private final SpokenText text;
    private final Voices voices;
    private final RandomGenerator random;

    /**
     * @param texts a folder of files with texts
     * @param words a list of words
     * @param model in ARPA's format, whose words are known, too; may be absent
     * @param variants espeak-ng's folder of variants
     * @throws IOException if one of them cannot be read, or there is no espeak-ng
     */
    public TimedSpeech(Path texts, Path words, Optional<Path> model, Path variants, long seed) throws IOException {
        this.espeak = new EspeakLibrary();
        this.text = new SpokenText(texts, words, model, /* forTests= */ true);
        this.voices = new Voices(variants, Files.createTempDirectory("variants"));
        this.random = RANDOM.create(seed);
    }

    /** Returns the next utterance. */
    public TimedUtterance next() throws IOException {
        while (true) {
            String sentence = text.draw(random);
            String voice = voices.espeak(random, /* forTests= */ true).name();
            var said = espeak.say(sentence, voice, 125 + random.nextInt(80), 15 + random.nextInt(70));
            Optional<List<Double>> starts = starts(sentence, said.words());
            if (starts.isPresent()) {
                return new TimedUtterance(sentence, resampled(said.samples()), starts.get());
            }
        }
    }

    /** Returns the start of each word; none where the synthesiser says two as one. */
    private Optional<List<Double>> starts(String sentence, SortedMap<Integer, Integer> words) {
        var starts = new ArrayList<Double>();
        int at = 0;
        for (String word : sentence.split(" ", -1)) {
            Integer sample = words.get(at);
            if (sample == null) {
                return Optional.empty();
            }
            starts.add((double) sample / espeak.sampleRate());
            at += word.length() + 1;
        }
        return Optional.of(starts);
    }

    private double[] resampled(double[] samples) throws IOException {
        Sound sound = Resampler.of(Sound.of(espeak.sampleRate(), samples), SoundStore.SAMPLE_RATE);
        return SpeechMaker.all(sound);
    }
}
