package io.ctcservice.audio.opus;

import io.ctcservice.audio.SoundFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first packet of an Opus stream.
 *
 * @param channels 1 to 8
 * @param preSkip samples at 48 kHz that are dropped at the start
 * @param gain in 1/256 dB
 * @param streams how many of them are packed together
 * @param coupled how many of these are of two channels
 * @param mapping which decoded channel each channel is
 */
record OpusHead(int channels, int preSkip, int gain, int streams, int coupled, List<Integer> mapping) {

    private static final String MAGIC = "OpusHead";
    private static final int SHORTEST = 19;

    static boolean isOne(byte[] packet) {
        return startsWith(packet, MAGIC);
    }

    private static boolean startsWith(byte[] packet, String text) {
        return packet.length >= text.length()
                && new String(packet, 0, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** Returns the header in a packet. */
    static OpusHead of(byte[] packet) throws SoundFormatException {
        if (!isOne(packet)) {
            String found = startsWith(packet, "\u0001vorbis")
                    ? "Vorbis"
                    : startsWith(packet, "\u007fFLAC")
                            ? "FLAC"
                            : startsWith(packet, "Speex") ? "Speex" : "something else than Opus";
            throw SoundFormatException.unsupported("an Ogg file of " + found + "; expected Ogg Opus");
        }
        require(packet.length >= SHORTEST);
        var fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int channels = fields.get(9) & 0xff;
        int family = fields.get(18) & 0xff;
        require((fields.get(8) & 0xf0) == 0 && channels >= 1);
        int preSkip = fields.getShort(10) & 0xffff;
        int gain = fields.getShort(16);
        if (family == 0) {
            require(channels <= 2);
            return new OpusHead(
                    channels, preSkip, gain, 1, channels - 1, List.of(0, 1).subList(0, channels));
        }
        if (family != 1) {
            throw SoundFormatException.unsupported("an Opus stream whose channels are mapped by family " + family);
        }
        require(channels <= 8 && packet.length >= SHORTEST + 2 + channels);
        int streams = fields.get(19) & 0xff;
        int coupled = fields.get(20) & 0xff;
        var mapping = IntStream.range(0, channels)
                .mapToObj(c -> fields.get(SHORTEST + 2 + c) & 0xff)
                .toList();
        require(streams >= 1 && coupled <= streams && streams + coupled <= 255);
        require(mapping.stream().allMatch(from -> from < streams + coupled || from == 255));
        return new OpusHead(channels, preSkip, gain, streams, coupled, mapping);
    }

    private static void require(boolean condition) throws SoundFormatException {
        if (!condition) {
            throw SoundFormatException.unreadable("an Opus stream with a wrong header");
        }
    }
}
