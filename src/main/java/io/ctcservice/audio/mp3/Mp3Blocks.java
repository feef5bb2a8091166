package io.ctcservice.audio.mp3;

import io.ctcservice.audio.SoundBlocks;
import io.ctcservice.audio.SoundFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Decodes an MP3 file: MPEG-1, MPEG-2 and 2.5 layer III, 8 to 48 kHz, constant and variable rates, tags passed over, what
 * the encoder put before and behind the sound left out where it says so. Memory: a few frames. Not thread-safe.
 *
 * @see <a href="https://www.iso.org/standard/22412.html">ISO/IEC 11172-3</a> and 13818-3
 */
public final class Mp3Blocks implements SoundBlocks {

    private static final int GRANULE = Coefficients.LINES;

    private final Mp3Frames frames;
    private final int sampleRate;
    private final int channels;
    private final Mp3Frame decoder;
    private Optional<Mp3Frames.Frame> ahead;
    private long toSkip = 0;
    private long left = Long.MAX_VALUE; // samples that the file says it still has
    private int skipped = 0;

    private Mp3Blocks(InputStream in) throws IOException {
        this.frames = new Mp3Frames(in);
        this.ahead = frames.next();
        var first = ahead.orElseThrow(() -> SoundFormatException.unsupported(
                        "an MPEG audio file without a frame of layer III, which is what MP3 is"))
                .header();
        this.sampleRate = first.sampleRate();
        this.channels = first.channels();
        this.decoder = new Mp3Frame(channels);
        var info = EncoderInfo.of(frames.bytes(), ahead.get());
        if (info.isPresent()) {
            ahead = frames.next(); // that frame is no sound
            toSkip = info.get().delay();
            left = info.get().samples(first);
        }
    }

    /** Returns a decoder that has found the first frame. */
    public static Mp3Blocks open(InputStream in) throws IOException {
        return new Mp3Blocks(in);
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public double sample(int channel, int index) {
        return decoder.sample(channel, skipped + index);
    }

    @Override
    public int next() throws IOException {
        while (ahead.isPresent() && left > 0) {
            var frame = ahead.get();
            decoder.decode(frames.bytes(), frame);
            ahead = frames.next();
            int length = GRANULE * frame.header().granules();
            skipped = (int) Math.min(length, toSkip);
            toSkip -= skipped;
            int kept = (int) Math.min(length - skipped, left);
            left -= kept;
            if (kept > 0) {
                return kept;
            }
        }
        return 0;
    }
}
