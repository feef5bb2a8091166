package io.ctcservice.request;

import io.ctcservice.audio.Sound;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.SoundRemark;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** A sound that is refused beyond a maximum duration. */
final class BoundedSound implements Sound {

    private final Sound sound;
    private final Duration most;
    private final long mostSamples;
    private long read = 0;

    /** @throws SoundFormatException if it is known to be too long */
    BoundedSound(Sound sound, Duration most) throws SoundFormatException {
        this.sound = sound;
        this.most = most;
        this.mostSamples = Math.round(most.toMillis() / 1000.0 * sound.sampleRate());
        if (sound.seconds().orElse(0) > most.toMillis() / 1000.0) {
            throw tooLong();
        }
    }

    @Override
    public OptionalDouble seconds() {
        return sound.seconds();
    }

    @Override
    public int channels() {
        return sound.channels();
    }

    @Override
    public List<SoundRemark> remarks() {
        return sound.remarks();
    }

    @Override
    public int sampleRate() {
        return sound.sampleRate();
    }

    @Override
    public int read(double[] samples, int from, int count) throws IOException {
        int got = sound.read(samples, from, count);
        read += got;
        if (read > mostSamples) {
            throw tooLong();
        }
        return got;
    }

    private SoundFormatException tooLong() {
        return SoundFormatException.tooLong("a recording of more than " + most.toSeconds()
                + " seconds, which is the limit ctc.limits.max-recording");
    }
}
