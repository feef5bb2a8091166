package io.ctcservice.audio;

import io.ctcservice.core.Cancellation;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One channel of a sound that is decoded block by block, or the average of all channels. Not thread-safe. */
public final class MixedSound implements Sound {

    private final SoundBlocks blocks;
    private final OptionalInt channel;
    private final Mixdown mix;
    private int position = 0;
    private int length = 0;
    private boolean isOver = false;

    private MixedSound(SoundBlocks blocks, OptionalInt channel) {
        this.blocks = blocks;
        this.channel = channel;
        this.mix = new Mixdown(blocks.channels(), blocks.sampleRate());
    }

    /**
     * Returns a sound of blocks.
     *
     * @param channel counted from 0; empty for the average
     * @throws SoundFormatException if there is no such channel
     */
    public static Sound of(SoundBlocks blocks, OptionalInt channel) throws SoundFormatException {
        SoundFormatException.requireChannel(channel, blocks.channels());
        return new MixedSound(blocks, channel);
    }

    @Override
    public int sampleRate() {
        return blocks.sampleRate();
    }

    @Override
    public int channels() {
        return channel.isPresent() ? 1 : blocks.channels();
    }

    @Override
    public OptionalDouble seconds() {
        var samples = blocks.samples();
        return samples.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) samples.getAsLong() / blocks.sampleRate());
    }

    @Override
    public List<SoundRemark> remarks() {
        var missing = blocks.shortfall().map(detail -> new SoundRemark(detail, OptionalInt.empty()));
        return Stream.concat(missing.stream(), mix.remark().stream()).toList();
    }

    @Override
    public int read(double[] samples, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (position == length && !decode()) {
                return i;
            }
            samples[from + i] = channel.isPresent() ? blocks.sample(channel.getAsInt(), position) : mean();
            position++;
        }
        return count;
    }

    private boolean decode() throws IOException {
        if (!isOver) {
            Cancellation.check(); // a small file may hold hours
            length = blocks.next();
            position = 0;
            isOver = length == 0;
        }
        return !isOver;
    }

    private double mean() {
        for (int c = 0; c < blocks.channels(); c++) {
            mix.add(c, blocks.sample(c, position));
        }
        return mix.mean();
    }
}
