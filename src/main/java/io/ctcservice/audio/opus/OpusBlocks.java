package io.ctcservice.audio.opus;

import io.ctcservice.audio.SoundBlocks;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.core.Counted;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMSDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * A decoder of Ogg Opus files, at 48 kHz: up to 8 channels, without the pre-skip and the padding at the end. Memory: one packet.
 * Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7845">RFC 7845</a>
 */
public final class OpusBlocks implements SoundBlocks {

    private static final int SAMPLE_RATE = 48_000;
    private static final int LONGEST_BLOCK = SAMPLE_RATE * 120 / 1000; // samples of a packet
    private static final int LONGEST_GAP = SAMPLE_RATE / 10; // that is not worth a remark
    private static final int LONGEST_PACKET = 8 * 1275 * 48 + 1024;

    private final OggPackets packets;
    private final int channels;
    private final short[] block;
    private OpusMSDecoder decoder;
    private int skipped; // samples of the block that are passed over
    private long toSkip;
    private long decoded = 0; // samples since the stream began, those skipped among them
    private long begun = -1; // position of the first one; −1 while it is not known
    private long gap = 0; // samples of this stream that no packet has, up to its last page
    private long missing = 0; // and of the streams before it
    private boolean isEnded = false; // by a page that says so

    private OpusBlocks(InputStream in) throws IOException {
        this.packets = new OggPackets(in, LONGEST_PACKET);
        byte[] first = packets.next();
        var head = OpusHead.of(first == null ? new byte[0] : first);
        this.channels = head.channels();
        this.block = new short[channels * LONGEST_BLOCK];
        this.decoder = decoder(head);
        this.toSkip = head.preSkip();
    }

    /** Returns a decoder that has read the first header. */
    public static OpusBlocks open(InputStream in) throws IOException {
        return new OpusBlocks(in);
    }

    private static OpusMSDecoder decoder(OpusHead head) throws SoundFormatException {
        var mapping = new short[head.channels()];
        for (int c = 0; c < mapping.length; c++) {
            mapping[c] = head.mapping().get(c).shortValue();
        }
        try {
            var decoder = OpusMSDecoder.create(SAMPLE_RATE, head.channels(), head.streams(), head.coupled(), mapping);
            decoder.setGain(head.gain());
            return decoder;
        } catch (OpusException | RuntimeException refused) { // it throws either where a header makes no sense
            throw SoundFormatException.unreadable("an Opus stream that cannot be decoded: " + refused.getMessage());
        }
    }

    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public double sample(int channel, int index) {
        return block[(skipped + index) * channels + channel] / 32768.0;
    }

    @Override
    public int next() throws IOException {
        while (true) {
            byte[] packet = packets.next();
            if (packet == null) {
                isEnded = packets.isOnLastPage();
                return 0;
            }
            if (OpusHead.isOne(packet)) {
                startAgain(OpusHead.of(packet));
            } else if (!isTags(packet)) {
                int length = kept(decode(packet));
                if (length > 0) {
                    return length;
                }
            }
        }
    }

    /** Begins the next stream of a chained file, as radio stations and {@code cat} make them. */
    private void startAgain(OpusHead head) throws SoundFormatException {
        if (head.channels() != channels) {
            throw SoundFormatException.unsupported(
                    "an Opus file of " + Counted.of(channels, "channel") + " that goes on with " + head.channels());
        }
        decoder = decoder(head);
        toSkip = head.preSkip();
        decoded = 0;
        begun = -1;
        missing += gap;
        gap = 0;
    }

    @Override
    public Optional<String> shortfall() {
        if (missing + gap > LONGEST_GAP) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%.1f s of sound are missing within the Ogg file, by the positions of its pages: what follows is early",
                    (double) (missing + gap) / SAMPLE_RATE));
        }
        return isEnded
                ? Optional.empty()
                : Optional.of("the Ogg file has no page that ends its stream; was it cut short?");
    }

    private static boolean isTags(byte[] packet) {
        return packet.length >= 8 && packet[0] == 'O' && packet[4] == 'T' && packet[7] == 's';
    }

    private int decode(byte[] packet) throws SoundFormatException {
        try {
            return decoder.decodeMultistream(packet, 0, packet.length, block, 0, LONGEST_BLOCK, 0);
        } catch (RuntimeException | AssertionError damaged) { // the decoder was written in C: it goes astray in any way
            throw SoundFormatException.unreadable("an Opus packet that cannot be decoded");
        }
    }

    /** Returns the number of samples of a block to keep: the pre-skip and the padding are dropped. */
    private int kept(int length) throws SoundFormatException {
        if (length < 0) {
            throw SoundFormatException.unreadable("an Opus packet that cannot be decoded");
        }
        decoded += length;
        if (begun < 0 && packets.isLastOfPage() && packets.granule() >= 0) {
            begun = Math.max(0, packets.granule() - decoded);
        }
        if (begun >= 0 && packets.isLastOfPage() && packets.granule() >= 0) {
            gap = Math.max(0, packets.granule() - begun - decoded);
        }
        long beyond = packets.isOnLastPage() && packets.isLastOfPage() && packets.granule() >= 0
                ? Math.max(0, decoded - (packets.granule() - Math.max(0, begun)))
                : 0;
        skipped = (int) Math.min(length, toSkip);
        toSkip -= skipped;
        return (int) Math.max(0, length - skipped - beyond);
    }
}
