package io.ctcservice.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A decoder of the blocks of a WAV file in ADPCM. Memory: one block. Not thread-safe. */
final class AdpcmBlocks implements SoundBlocks {

    private static final long MOST_BYTES = 1L << 48; // no file is as long, and its samples can be counted

    private final InputStream in;
    private final WavHeader.Format format;
    private final Adpcm encoding;
    private final boolean untilTheEnd;
    private final OptionalLong samples;
    private final byte[] block;
    private final ByteBuffer bytes;
    private long bytesLeft;
    private long samplesLeft;
    private short[][] decoded;

    AdpcmBlocks(InputStream in, WavHeader header, Adpcm encoding) {
        this.in = in;
        this.format = header.format();
        this.encoding = encoding;
        this.untilTheEnd = header.dataSize() == WavHeader.TO_THE_END;
        this.bytesLeft = Math.min(header.dataSize(), MOST_BYTES);
        this.samples = untilTheEnd ? OptionalLong.empty() : OptionalLong.of(samples(header));
        this.samplesLeft = samples.orElse(Long.MAX_VALUE);
        this.block = new byte[encoding.blockBytes()];
        this.bytes = ByteBuffer.wrap(block).order(header.order());
        this.decoded = new short[format.channels()][0];
    }

    /** Returns the samples of a channel: as many as the blocks have, or as the header says where the last block is filled up. */
    private long samples(WavHeader header) {
        int whole = encoding.samples(encoding.blockBytes());
        long blocks = bytesLeft / encoding.blockBytes();
        int rest = encoding.samples((int) (bytesLeft % encoding.blockBytes()));
        long most = blocks * whole + rest;
        long least = rest > 0 ? blocks * whole : most - whole;
        return header.samples() > least && header.samples() < most ? header.samples() : most;
    }

    @Override
    public int sampleRate() {
        return format.sampleRate();
    }

    @Override
    public int channels() {
        return format.channels();
    }

    @Override
    public OptionalLong samples() {
        return samples;
    }

    @Override
    public int next() throws IOException {
        int wanted = (int) Math.min(block.length, bytesLeft);
        int got = in.readNBytes(block, 0, wanted);
        if (got < wanted && !untilTheEnd) {
            throw SoundFormatException.unreadable("the file ends inside its data chunk");
        }
        bytesLeft -= got;
        int length = (int) Math.min(encoding.samples(got), samplesLeft);
        if (length > 0) {
            samplesLeft -= length;
            decoded = new short[format.channels()][length];
            encoding.decode(bytes, decoded);
        }
        return length;
    }

    @Override
    public double sample(int channel, int index) {
        return decoded[channel][index] / 32768.0;
    }
}
