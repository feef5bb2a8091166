package io.ctcservice.train.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The voices of espeak-ng, flite and festival, as Debian has them. One in ten of espeak-ng's variants, flite's {@code rms} and
 * festival's {@code ked} are for tests.
 */
final class Voices {

    private static final int KEPT = 10;

    /**
     * The accents of English, the frequent ones more often: American, British, Scottish, received pronunciation, West
     * Midlands, Lancaster, Caribbean.
     */
    private static final List<String> ACCENTS = List.of(
            "en-us",
            "en-us",
            "en-us",
            "en-gb",
            "en-gb",
            "en-gb-scotland",
            "en-gb-x-rp",
            "en-gb-x-gbcwmd",
            "en-gb-x-gbclan",
            "en-029");

    private static final List<Voice> FLITE = List.of(
            new Voice.Flite("flite-slt"),
            new Voice.Flite("flite-awb"),
            new Voice.Flite("flite-kal16"),
            new Voice.Flite("flite-kal16"));

    private static final List<Voice> FESTIVAL = List.of(
            new Voice.Festival("festival-cmu_us_slt_arctic_hts"),
            new Voice.Festival("festival-kal_diphone"),
            new Voice.Festival("festival-kal_diphone"));

    private final List<String> variants;
    private final DrawnVariants drawn;

    /**
     * @param folder espeak-ng's variants, such as {@code /usr/lib/x86_64-linux-gnu/espeak-ng-data/voices/!v}
     * @param scratch an empty folder
     * @throws IOException if one of them cannot be read or written
     * @throws IllegalArgumentException if there are too few variants to keep one for tests
     */
    Voices(Path folder, Path scratch) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            this.variants = files.map(f -> f.getFileName().toString()).sorted().toList();
        }
        if (variants.size() < KEPT) {
            throw new IllegalArgumentException(
                    "variants=" + folder + " holds " + variants.size() + " variants; expected at least " + KEPT);
        }
        this.drawn = new DrawnVariants(folder, scratch);
    }

    /**
     * Returns a random voice of the training set. Festival says 25 sentences at a time, so some 9 % are its, 11 % flite's, the
     * others espeak-ng's: half of these by its own variants, half by random ones.
     */
    Voice draw(RandomGenerator random) {
        int kind = random.nextInt(1000);
        if (kind < 4) {
            return FESTIVAL.get(random.nextInt(FESTIVAL.size()));
        }
        if (kind < 120) {
            return FLITE.get(random.nextInt(FLITE.size()));
        }
        return random.nextBoolean()
                ? espeak(random, /* forTests= */ false)
                : new Voice.Drawn(ACCENTS.get(random.nextInt(ACCENTS.size())), drawn);
    }

    /** Returns a voice of espeak-ng. */
    Voice espeak(RandomGenerator random, boolean forTests) {
        while (true) {
            int variant = random.nextInt(variants.size());
            if ((variant % KEPT == KEPT / 2) == forTests) {
                return new Voice.Espeak(ACCENTS.get(random.nextInt(ACCENTS.size())) + "+" + variants.get(variant));
            }
        }
    }
}
