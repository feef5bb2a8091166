package io.ctcservice.train;

import io.ctcservice.core.FloatMatrix;
import io.ctcservice.train.speech.Distortion;
import io.ctcservice.train.speech.SoundStore;
import io.ctcservice.train.speech.Utterance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Batches of speech without end, made while the ones before are learned from. Utterances of a pool are sorted by length and cut
 * into batches of as much sound; those of a batch are filled up with silence to one length. The same seed and the same sound
 * give the same ones.
 */
final class SpeechBatches {

    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");
    private static final int POOL = 16;
    private static final int SHORT = 2 * SoundStore.SAMPLE_RATE;
    private static final int MOST_MARGIN = SoundStore.SAMPLE_RATE / 2;

    /**
     * A store to learn from.
     *
     * @param store with utterances, of which one at least can be learned from
     * @param share how much of all sound is its
     */
    record Source(SoundStore store, double share) {}

    /**
     * The shares of utterances that are augmented.
     *
     * @param distorted percent of utterances that get rooms, filters and noise
     * @param telephones percent of them that are taken to 8 kHz
     * @param masked percent of them of which bands and moments are hidden
     */
    record Augmentation(int distorted, int telephones, int masked) {}

    private final List<Source> sources;
    private final SoundFeatures features;
    private final Augmentation augmentation;
    private final int silence;
    private final int samples;
    private final long seed;
    private final long shortPools;
    private final PooledBatches pools;

    /**
     * @param silence samples of it after each utterance
     * @param seconds of sound in a batch
     * @param first number of the first batch, where an earlier run stopped
     * @param shortBatches so many batches from the very first hold short utterances, with which a network learns to start
     */
    SpeechBatches(
            List<Source> sources,
            SoundFeatures features,
            Augmentation augmentation,
            int silence,
            int seconds,
            long seed,
            long first,
            long shortBatches) {
        this.sources = List.copyOf(sources);
        this.features = features;
        this.augmentation = augmentation;
        this.silence = silence;
        this.samples = seconds * SoundStore.SAMPLE_RATE;
        this.seed = seed;
        this.shortPools = shortBatches / POOL;
        this.pools = new PooledBatches(POOL, first, number -> {
            try {
                return pool(number);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    Batch next() {
        return pools.next();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Heard(double[] sound, int[] target) {}

    private List<Batch> pool(long number) throws IOException {
        RandomGenerator random = RANDOM.create(seed * 0x9E3779B97F4A7C15L + number);
        var pool = new ArrayList<Heard>();
        for (Source source : sources) {
            double wanted = (double) POOL * samples * source.share();
            List<Utterance> utterances = source.store().utterances();
            for (double drawn = 0; drawn < wanted; ) {
                Heard heard = draw(source.store(), utterances, number < shortPools, random);
                pool.add(heard);
                drawn += heard.sound().length;
            }
        }
        pool.sort(Comparator.comparingInt(h -> h.sound().length));
        double all = pool.stream().mapToDouble(h -> h.sound().length).sum();
        var batches = new ArrayList<Batch>();
        double before = 0;
        int from = 0;
        for (int i = 0; i < pool.size(); i++) {
            before += pool.get(i).sound().length;
            boolean isFull = before >= all * (batches.size() + 1) / POOL - 1 && batches.size() < POOL - 1;
            if (isFull || i == pool.size() - 1) {
                batches.add(batch(pool.subList(from, i + 1), random));
                from = i + 1;
            }
        }
        while (batches.size() < POOL) { // always as many, so that a later run finds its place
            batches.add(batches.getLast());
        }
        Collections.shuffle(batches, java.util.Random.from(random));
        return batches;
    }

    private Heard draw(SoundStore store, List<Utterance> utterances, boolean isShort, RandomGenerator random)
            throws IOException {
        while (true) {
            Utterance utterance = utterances.get(random.nextInt(utterances.size()));
            double speed = Distortion.speed(random);
            int[] target = SpeechAlphabet.labels(utterance.text());
            double length = utterance.samples() / speed;
            if (LearnedUtterances.fits(length, target) && (!isShort || length < SHORT || random.nextInt(40) == 0)) {
                double[] sound = Distortion.faster(store.samples(utterance), speed);
                return new Heard(withMargins(sound, random), target);
            }
        }
    }

    /** Silence before and after, now and then. */
    private static double[] withMargins(double[] sound, RandomGenerator random) {
        if (random.nextInt(100) < 60) {
            return sound;
        }
        int before = random.nextInt(MOST_MARGIN);
        var longer = new double[before + sound.length + random.nextInt(MOST_MARGIN)];
        System.arraycopy(sound, 0, longer, before, sound.length);
        return longer;
    }

    private Batch batch(List<Heard> utterances, RandomGenerator random) {
        int longest = utterances.getLast().sound().length;
        int length = features.wholeFrames(longest + silence);
        var targets = new ArrayList<int[]>();
        int steps = 0;
        float[] input = new float[0];
        for (int n = 0; n < utterances.size(); n++) {
            double[] sound = utterances.get(n).sound();
            var filled = new double[length];
            System.arraycopy(sound, 0, filled, random.nextInt(longest - sound.length + 1), sound.length);
            Distortion.apply(filled, augmentation.distorted(), augmentation.telephones(), random);
            if (silence > 0) { // what follows a stream is silence, whatever was before
                Arrays.fill(filled, length - silence, length, 0);
            }
            FloatMatrix rows = features.warped(filled, random);
            if (n == 0) {
                steps = rows.rows();
                input = new float[utterances.size() * steps * SoundShape.BANDS];
            }
            write(rows, input, n * steps * SoundShape.BANDS);
            if (random.nextInt(100) < augmentation.masked()) {
                mask(input, n * steps * SoundShape.BANDS, steps, random);
            }
            targets.add(utterances.get(n).target());
        }
        return new Batch(new long[] {utterances.size(), 1, SoundShape.BANDS, steps}, input, targets);
    }

    /** Turns rows {@code [T][80]} into {@code [80][T]}. */
    static void write(FloatMatrix rows, float[] to, int offset) {
        float[] from = rows.borrowArray();
        int steps = rows.rows();
        for (int t = 0; t < steps; t++) {
            for (int band = 0; band < SoundShape.BANDS; band++) {
                to[offset + band * steps + t] = from[t * SoundShape.BANDS + band];
            }
        }
    }

    /**
     * Hides bands and moments.
     *
     * @see <a href="https://arxiv.org/abs/1904.08779">Park et al.: SpecAugment, 2019</a>
     */
    private static void mask(float[] input, int offset, int steps, RandomGenerator random) {
        for (int i = random.nextInt(3); i > 0; i--) {
            int width = random.nextInt(13);
            int from = random.nextInt(SoundShape.BANDS - width + 1);
            Arrays.fill(input, offset + from * steps, offset + (from + width) * steps, 0);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            int width = random.nextInt(Math.max(1, Math.min(10, steps / 12)));
            int from = random.nextInt(steps - width + 1);
            for (int band = 0; band < SoundShape.BANDS; band++) {
                int at = offset + band * steps + from;
                Arrays.fill(input, at, at + width, 0);
            }
        }
    }
}
