package io.ctcservice.audio;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** A sound of one channel that is read from front to back, and not held in memory. Not thread-safe. */
public interface Sound {

    /** Returns the sample rate in Hz. */
    int sampleRate();

    /**
     * Reads up to {@code count} samples to {@code samples[from..]}; full scale is 1. Blocks until they are there.
     *
     * @return how many there were: fewer than {@code count} only at the end
     * @throws SoundFormatException if the file is damaged, holds a sample that is not a finite float32, or more sound than
     *     is taken
     */
    int read(double[] samples, int from, int count) throws IOException;

    /** Returns the number of channels that it is made of. */
    default int channels() {
        return 1;
    }

    /** Returns the duration, if it is known before the sound has been read. */
    default OptionalDouble seconds() {
        return OptionalDouble.empty();
    }

    /** Returns what is suspicious in the sound; complete once it has been read to its end. */
    default List<SoundRemark> remarks() {
        return List.of();
    }

    /** Returns a sound of these samples, which are not copied. */
    static Sound of(int sampleRate, double[] samples) {
        return new SampledSound(sampleRate, samples);
    }
}
