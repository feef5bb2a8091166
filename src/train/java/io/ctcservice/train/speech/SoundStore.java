package io.ctcservice.train.speech;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Utterances on disk: {@code <name>.pcm} with samples of 16 bits, 16 kHz, mono, one utterance after the other, and
 * {@code <name>.tsv} with a line for each. Thread-safe for reading.
 */
public final class SoundStore implements AutoCloseable {

    /** Samples a second. */
    public static final int SAMPLE_RATE = 16_000;

    private static final double FULL_SCALE = 32_768;
    private static final String PCM = ".pcm";

    private final Path index;
    private final FileChannel sound;
    private final List<Utterance> utterances = new ArrayList<>();

    private SoundStore(Path folder, String name, OpenOption... options) throws IOException {
        this.index = folder.resolve(name + ".tsv");
        this.sound = FileChannel.open(folder.resolve(name + PCM), options);
        if (Files.exists(index)) {
            for (String line : Files.readAllLines(index)) {
                String[] parts = line.split("\t", -1);
                utterances.add(new Utterance(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2], parts[3]));
            }
        }
    }

    /**
     * Opens a store to add to, which is made if there is none.
     *
     * @throws IOException if it cannot be opened
     */
    public static SoundStore open(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        return new SoundStore(
                folder, name, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /**
     * Opens a store to read.
     *
     * @throws IOException if there is none, or it cannot be opened
     */
    public static SoundStore read(Path folder, String name) throws IOException {
        if (!exists(folder, name)) {
            throw new IOException("no sound \"" + name + "\" in " + folder + ": make it, or name other sets");
        }
        return new SoundStore(folder, name, StandardOpenOption.READ);
    }

    /** Returns whether there is a store of this name. */
    public static boolean exists(Path folder, String name) {
        return Files.exists(folder.resolve(name + PCM));
    }

    /** Returns what is in it now. */
    public List<Utterance> utterances() {
        return List.copyOf(utterances);
    }

    /** Adds an utterance. */
    void add(double[] samples, String source, String text) throws IOException {
        long offset = utterances.isEmpty()
                ? 0
                : utterances.getLast().offset() + utterances.getLast().samples();
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double sample : samples) {
            bytes.putShort((short) Math.clamp(Math.round(sample * FULL_SCALE), Short.MIN_VALUE, Short.MAX_VALUE));
        }
        bytes.flip();
        while (bytes.hasRemaining()) { // a disk that is nearly full takes a part, and refuses the rest
            sound.write(bytes, Short.BYTES * offset + bytes.position());
        }
        var added = new Utterance(offset, samples.length, source, text);
        Files.writeString(
                index,
                offset + "\t" + samples.length + "\t" + source + "\t" + text + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        utterances.add(added);
    }

    /** Returns the samples of an utterance, full scale 1. */
    public double[] samples(Utterance utterance) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Short.BYTES * utterance.samples()).order(ByteOrder.LITTLE_ENDIAN);
        long at = Short.BYTES * utterance.offset();
        while (bytes.hasRemaining()) {
            int read = sound.read(bytes, at + bytes.position());
            if (read < 0) {
                throw new IOException(index + " tells of more sound than there is");
            }
        }
        bytes.flip();
        var samples = new double[utterance.samples()];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = bytes.getShort() / FULL_SCALE;
        }
        return samples;
    }

    @Override
    public void close() throws IOException {
        sound.close();
    }
}
