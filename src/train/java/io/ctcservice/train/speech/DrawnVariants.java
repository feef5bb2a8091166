package io.ctcservice.train.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Random variants of espeak-ng's voices: other vocal tracts, pitches and manners of speaking, so that the training data have many
 * speakers where the program comes with a few dozen. They stand in a folder of data of their own, beside links to all that
 * the program comes with.
 *
 * @see <a href="https://github.com/espeak-ng/espeak-ng/blob/master/docs/voices.md">espeak-ng: voice files</a>
 */
final class DrawnVariants {

    /** Name of the variant. */
    static final String NAME = "drawn";

    private static final String DATA = "espeak-ng-data";
    private static final int FORMANTS = 9;
    private static final int SYLLABLES = 8;

    private final Path home;
    private final Path variants;

    /**
     * @param theirs espeak-ng's folder of variants
     * @param home an empty folder
     * @throws IOException if one of them cannot be read or written
     */
    DrawnVariants(Path theirs, Path home) throws IOException {
        this.home = home;
        Path voices = Objects.requireNonNull(theirs.toAbsolutePath().getParent());
        Path ours = Files.createDirectories(home.resolve(DATA));
        link(Objects.requireNonNull(voices.getParent()), ours, voices);
        link(voices, Files.createDirectories(ours.resolve(voices.getFileName())), theirs);
        this.variants =
                Files.createDirectories(ours.resolve(voices.getFileName()).resolve(theirs.getFileName()));
    }

    private static void link(Path from, Path to, Path leftOut) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> !f.getFileName().equals(leftOut.getFileName()))
                    .toList()) {
                Files.createSymbolicLink(to.resolve(file.getFileName()), file.toAbsolutePath());
            }
        }
    }

    /** Returns the folder in which the program finds its data, with the last variant that was drawn. */
    Path home() {
        return home;
    }

    /** Draws another variant, in the place of the last one. */
    void draw(RandomGenerator random) throws IOException {
        Files.writeString(variants.resolve(NAME), variant(random));
    }

    private static String variant(RandomGenerator random) {
        var file = new StringBuilder("language variant\nname " + NAME + "\n");
        if (random.nextInt(100) < 15) {
            line(file, "klatt", 1 + random.nextInt(6));
        }
        int pitch = between(65, 190, random);
        line(file, "pitch", pitch, pitch + between(5, 60, random));
        double tract = Math.exp(0.16 * (2 * random.nextDouble() - 1)); // of another length: all formants move
        boolean odd = random.nextInt(100) < 40; // as the formants of some of the variants that the program comes with
        double spread = odd ? 0.18 : 0.06;
        for (int i = 0; i < FORMANTS; i++) {
            double frequency = 100 * tract * Math.exp(spread * random.nextGaussian());
            boolean isSilent = i > 2 && random.nextInt(100) < 12;
            line(
                    file,
                    "formant " + i,
                    i > 0 ? (int) Math.round(frequency) : odd ? between(50, 145, random) : 100,
                    isSilent ? 0 : odd ? between(40, 200, random) : between(55, 140, random),
                    between(55, 180, random));
        }
        line(file, "flutter", random.nextInt(12));
        line(file, "roughness", random.nextInt(6));
        line(file, "voicing", between(30, 200, random));
        line(file, "consonants", between(50, 190, random), between(40, 190, random));
        if (random.nextInt(100) < 25) {
            line(file, "breath", 0, random.nextInt(30), random.nextInt(40), random.nextInt(40), random.nextInt(30));
        }
        if (random.nextInt(100) < 30) {
            line(file, "echo", between(10, 130, random), between(5, 60, random));
        }
        if (random.nextInt(100) < 60) {
            line(
                    file,
                    "tone",
                    between(100, 600, random),
                    between(100, 255, random),
                    between(700, 1500, random),
                    between(20, 255, random),
                    between(1800, 4000, random),
                    between(20, 255, random));
        }
        line(file, "intonation", 1 + random.nextInt(4));
        syllables(file, "stressAmp", 14, 36, 50, random);
        syllables(file, "stressAdd", 60, 260, 30, random);
        return file.toString();
    }

    /** Stresses of syllables, now and then others than usual. */
    private static void syllables(
            StringBuilder file, String name, int least, int most, int percent, RandomGenerator random) {
        if (random.nextInt(100) < percent) {
            line(file, name, random.ints(SYLLABLES, least, most).toArray());
        }
    }

    private static int between(int least, int most, RandomGenerator random) {
        return least + random.nextInt(most - least + 1);
    }

    private static void line(StringBuilder file, String name, int... numbers) {
        file.append(name);
        for (int number : numbers) {
            file.append(String.format(Locale.ROOT, " %d", number));
        }
        file.append('\n');
    }
}
