package io.ctcservice.train.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of random variants of voices. */
final class DrawnVariantsTests {

    @TempDir
    private Path folder;

    private Path theirs = Path.of("");
    private Path home = Path.of("");

    @BeforeEach
    void install() throws IOException {
        Path data = folder.resolve("espeak-ng-data");
        theirs = Files.createDirectories(data.resolve("voices/!v"));
        Files.writeString(theirs.resolve("Annie"), "language variant\n");
        Files.writeString(Files.createDirectories(data.resolve("voices/mb")).resolve("mb-us1"), "name us1\n");
        Files.writeString(data.resolve("en_dict"), "words");
        home = Files.createDirectory(folder.resolve("home"));
    }

    private static RandomGenerator seeded(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private List<String> drawn(DrawnVariants variants, long seed) throws IOException {
        variants.draw(seeded(seed));
        return Files.readAllLines(home.resolve("espeak-ng-data/voices/!v/drawn"));
    }

    @Test
    void theProgramFindsItsOwnDataBesideTheVariant() throws IOException {
        var variants = new DrawnVariants(theirs, home);

        assertThat(variants.home()).isEqualTo(home);
        assertThat(home.resolve("espeak-ng-data/en_dict")).hasContent("words");
        assertThat(home.resolve("espeak-ng-data/voices/mb/mb-us1")).exists();
        assertThat(drawn(variants, 1)).startsWith("language variant", "name drawn");
        assertThat(theirs).isDirectoryContaining(file -> file.endsWith("Annie"));
        assertThat(theirs.resolve("drawn")).doesNotExist();
    }

    @Test
    void aSeedGivesAVariantAndAnotherSeedAnother() throws IOException {
        var variants = new DrawnVariants(theirs, home);

        assertThat(drawn(variants, 1)).isEqualTo(drawn(variants, 1)).isNotEqualTo(drawn(variants, 2));
    }

    @Test
    void eachVariantHasNineFormantsAndAPitchThatRises() throws IOException {
        var variants = new DrawnVariants(theirs, home);
        for (int seed = 0; seed < 50; seed++) {
            List<String> lines = drawn(variants, seed);

            assertThat(lines.stream().filter(line -> line.matches("formant [0-8] \\d{2,3} (0|\\d{2,3}) \\d{2,3}")))
                    .hasSize(9);
            assertThat(lines).anySatisfy(line -> {
                assertThat(line).matches("pitch \\d+ \\d+");
                String[] pitch = line.split(" ", -1);
                assertThat(Integer.parseInt(pitch[2])).isGreaterThan(Integer.parseInt(pitch[1]));
            });
        }
    }

    @Test
    void formantsGoAsFarAsThoseOfTheProgramsOwnVariants() throws IOException {
        var variants = new DrawnVariants(theirs, home);
        var first = new IntSummaryStatistics();
        var voicing = new IntSummaryStatistics();
        for (int seed = 0; seed < 200; seed++) {
            for (String line : drawn(variants, seed)) {
                String[] words = line.split(" ", -1);
                if (line.startsWith("formant 1 ")) {
                    first.accept(Integer.parseInt(words[2]));
                } else if (words[0].equals("voicing")) {
                    voicing.accept(Integer.parseInt(words[1]));
                }
            }
        }
        assertThat(first.getMin()).isBetween(50, 75);
        assertThat(first.getMax()).isBetween(130, 200);
        assertThat(voicing.getMin()).isLessThan(40);
    }
}
