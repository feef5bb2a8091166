package io.ctcservice.audio.mp3;

import io.ctcservice.audio.SoundBlocks;
import io.ctcservice.audio.SoundFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A decoder of MP3 files: MPEG-1, MPEG-2 and 2.5 layer III, 8 to 48 kHz, constant and variable rates, tags skipped, what
 * the encoder put before and behind the sound left out where it says so. Memory: a few frames. Not thread-safe.
 *
 * @see <a href="https://www.iso.org/standard/22412.html">ISO/IEC 11172-3</a> and 13818-3
 */
public final class Mp3Blocks implements SoundBlocks {

    private static final int GRANULE = Coefficients.LINES;

    /** Frames by which encoders miscount. */
    private static final int MOST_MISCOUNTED = 2;

    private final Mp3Frames frames;
    private final int sampleRate;
    private final int channels;
    private final int frameSamples;
    private final Mp3Frame decoder;
    private Optional<Mp3Frames.Frame> ahead;
    private long toSkip = 0;
    private long left = Long.MAX_VALUE; // samples that the file says it still has
    private long framesLeft = Long.MAX_VALUE; // and frames
    private long missing = 0; // samples that the file should have, but has not
    private OptionalLong samples = OptionalLong.empty();
    private int skipped = 0;

    private Mp3Blocks(InputStream in) throws IOException {
        this.frames = new Mp3Frames(in);
        this.ahead = frames.next();
        var first = ahead.orElseThrow(() -> SoundFormatException.noSound(
                        "an MPEG audio file without a frame of layer III, which is what MP3 is"))
                .header();
        this.sampleRate = first.sampleRate();
        this.channels = first.channels();
        this.frameSamples = first.granules() * GRANULE;
        this.decoder = new Mp3Frame(channels);
        takeInfo();
        samples = left == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(left);
    }

    /** Reads an information frame, at the beginning or where another file was appended. */
    private void takeInfo() throws IOException {
        while (ahead.isPresent()) {
            var frame = ahead.get();
            var info = EncoderInfo.of(frames.bytes(), frame);
            if (info.isEmpty()) {
                break;
            }
            ahead = frames.next();
            addMissing();
            toSkip = info.get().delay();
            left = info.get().samples(frame.header());
            framesLeft = left == Long.MAX_VALUE ? left : info.get().frames();
        }
        if (ahead.isEmpty()) {
            addMissing();
        }
    }

    /** Adds the frames that the file, or the one that another follows, still should have. */
    private void addMissing() {
        if (framesLeft > MOST_MISCOUNTED && framesLeft <= Integer.MAX_VALUE) {
            missing += framesLeft * frameSamples;
        }
        framesLeft = 0;
    }

    /** Returns a decoder that has found the first frame. */
    public static Mp3Blocks open(InputStream in) throws IOException {
        return new Mp3Blocks(in);
    }

    /** Returns whether three frames follow each other in these bytes, as where a file was cut out of a longer one. */
    public static boolean isWithin(byte[] bytes) {
        for (int at = 0; at + Mp3Header.BYTES <= bytes.length; at++) {
            int frames = 0;
            int next = at;
            var first = Mp3Header.of(bytes, at);
            var header = first;
            while (header.isPresent() && frames < 3) {
                frames++;
                next += header.get().bytes();
                header = next + Mp3Header.BYTES <= bytes.length
                        ? Mp3Header.of(bytes, next).filter(first.orElseThrow()::fits)
                        : Optional.empty();
            }
            if (frames == 3) {
                return true;
            }
        }
        return false;
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
    public OptionalLong samples() {
        return samples;
    }

    @Override
    public Optional<String> shortfall() {
        if (missing > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%.1f s of the sound that the first frame of the MP3 file declares are missing; was it cut short?",
                    (double) missing / sampleRate));
        }
        return frames.isCut() ? Optional.of("the MP3 file ends inside a frame; was it cut short?") : Optional.empty();
    }

    @Override
    public double sample(int channel, int index) {
        return decoder.sample(channel, skipped + index);
    }

    @Override
    public int next() throws IOException {
        while (ahead.isPresent()) {
            if (framesLeft == 0) {
                left = Long.MAX_VALUE; // there is more than the file said
            }
            framesLeft--;
            var frame = ahead.get();
            decoder.decode(frames.bytes(), frame);
            ahead = frames.next();
            skipped = (int) Math.min(frameSamples, toSkip);
            toSkip -= skipped;
            int kept = (int) Math.min(frameSamples - skipped, left);
            left -= kept;
            takeInfo();
            if (kept > 0) {
                return kept;
            }
        }
        return 0;
    }
}
