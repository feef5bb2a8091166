package io.ctcservice.train.speech;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A synthetic voice: a program that writes speech to sound files. */
interface Voice {

    /** Returns its name in a {@link SoundStore}. */
    String name();

    /**
     * Returns the command that synthesises sentences, each into a file of its own.
     *
     * @param texts sentences
     * @param files as many files to write to
     * @param random chooses rate and pitch
     */
    List<String> command(List<String> texts, List<Path> files, RandomGenerator random) throws IOException;

    /** Returns the number of sentences for each start of the program, more than one where the start is slow. */
    int atOnce();

    private static List<String> espeak(List<String> options, String voice, int wordsAMinute, String text, Path file) {
        var command = new ArrayList<>(List.of("espeak-ng", "-v", voice, "-s", String.valueOf(wordsAMinute)));
        command.addAll(options);
        command.addAll(List.of("-w", file.toString(), text));
        return command;
    }

    /** espeak-ng with an accent and a variant, such as {@code en-us+Annie}. */
    record Espeak(String name) implements Voice {
        @Override
        public List<String> command(List<String> texts, List<Path> files, RandomGenerator random) {
            int rate = 125 + random.nextInt(80);
            int pitch = 15 + random.nextInt(70);
            return espeak(List.of("-p", String.valueOf(pitch)), name, rate, texts.getFirst(), files.getFirst());
        }

        @Override
        public int atOnce() {
            return 1;
        }
    }

    /**
     * espeak-ng with an accent and a random variant.
     *
     * @param accent such as {@code en-us}
     */
    record Drawn(String accent, DrawnVariants variants) implements Voice {
        @Override
        public String name() {
            return accent + "+" + DrawnVariants.NAME;
        }

        @Override
        public List<String> command(List<String> texts, List<Path> files, RandomGenerator random) throws IOException {
            variants.draw(random);
            return espeak(
                    List.of("--path=" + variants.home()),
                    name(),
                    115 + random.nextInt(110),
                    texts.getFirst(),
                    files.getFirst());
        }

        @Override
        public int atOnce() {
            return 1;
        }
    }

    /** A voice of flite. */
    record Flite(String name) implements Voice {
        @Override
        public List<String> command(List<String> texts, List<Path> files, RandomGenerator random) {
            return List.of(
                    "flite",
                    "-voice",
                    name.substring(name.indexOf('-') + 1),
                    "--setf",
                    "duration_stretch=" + (0.85 + 0.4 * random.nextDouble()),
                    "--setf",
                    "int_f0_target_mean=" + (85 + 110 * random.nextDouble()),
                    "-t",
                    texts.getFirst(),
                    "-o",
                    files.getFirst().toString());
        }

        @Override
        public int atOnce() {
            return 1;
        }
    }

    /** A voice of festival. */
    record Festival(String name) implements Voice {

        private static final int AT_ONCE = 25;

        @Override
        public List<String> command(List<String> texts, List<Path> files, RandomGenerator random) throws IOException {
            var script = new StringBuilder("(voice_" + name.substring(name.indexOf('-') + 1) + ")\n");
            for (int i = 0; i < texts.size(); i++) {
                script.append("(Parameter.set 'Duration_Stretch ").append(0.85 + 0.4 * random.nextDouble());
                script.append(")\n(utt.save.wave (utt.synth (Utterance Text \"").append(texts.get(i));
                script.append("\")) \"").append(files.get(i)).append("\" 'riff)\n");
            }
            Path file = files.getFirst().resolveSibling("say.scm");
            java.nio.file.Files.writeString(file, script);
            return List.of("festival", "-b", file.toString());
        }

        @Override
        public int atOnce() {
            return AT_ONCE;
        }
    }
}
