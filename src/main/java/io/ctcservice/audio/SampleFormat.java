package io.ctcservice.audio;

import io.ctcservice.core.Counted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The formats of samples, in the byte order of the buffer. Each is read as a number of which full scale is 1. */
enum SampleFormat implements WavEncoding {
    UNSIGNED_8(1) {
        @Override
        double read(ByteBuffer bytes) {
            return ((bytes.get() & 0xff) - 128) / 128.0;
        }
    },
    SIGNED_16(2) {
        @Override
        double read(ByteBuffer bytes) {
            return bytes.getShort() / 32768.0;
        }
    },
    SIGNED_24(3) {
        @Override
        double read(ByteBuffer bytes) {
            boolean isLittle = bytes.order() == ByteOrder.LITTLE_ENDIAN;
            int first = bytes.get();
            int middle = bytes.get() & 0xff;
            int last = bytes.get();
            int high = isLittle ? last : first;
            int low = (isLittle ? first : last) & 0xff;
            return ((high << 16) | (middle << 8) | low) / 8388608.0;
        }
    },
    SIGNED_32(4) {
        @Override
        double read(ByteBuffer bytes) {
            return bytes.getInt() / 2147483648.0;
        }
    },
    SIGNED_64(8) {
        @Override
        double read(ByteBuffer bytes) {
            return bytes.getLong() * 0x1p-63;
        }
    },
    FLOAT_32(4) {
        @Override
        double read(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    FLOAT_64(8) {
        @Override
        double read(ByteBuffer bytes) {
            return bytes.getDouble();
        }
    },
    /** A-law of G.711: a sign, 3 bits of the segment and 4 bits within it, every second bit inverted. 13 bits. */
    A_LAW(1) {
        @Override
        double read(ByteBuffer bytes) {
            int code = bytes.get() ^ 0x55;
            int segment = (code >> 4) & 7;
            int inside = ((code & 15) << 4) | 8;
            int magnitude = segment == 0 ? inside : (inside + 0x100) << (segment - 1);
            return ((code & 0x80) == 0 ? -magnitude : magnitude) / 32768.0;
        }
    },
    /** µ-law of G.711: a sign, 3 bits of the segment and 4 bits within it, all bits inverted. 14 bits. */
    MU_LAW(1) {
        private static final int BIAS = 0x84;

        @Override
        double read(ByteBuffer bytes) {
            int code = ~bytes.get();
            int magnitude = ((((code & 15) << 3) + BIAS) << ((code >> 4) & 7)) - BIAS;
            return ((code & 0x80) == 0 ? magnitude : -magnitude) / 32768.0;
        }
    };

    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int TAG_OF_A_LAW = 6;
    private static final int TAG_OF_MU_LAW = 7;

    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(0x10, "OKI ADPCM"),
            Map.entry(0x20, "Yamaha ADPCM"),
            Map.entry(0x22, "TrueSpeech"),
            Map.entry(0x31, "GSM 6.10"),
            Map.entry(0x40, "G.721"),
            Map.entry(0x45, "G.726"),
            Map.entry(0x50, "MPEG audio"),
            Map.entry(0x55, "MP3"),
            Map.entry(0x64, "G.726"),
            Map.entry(0x65, "G.722"),
            Map.entry(0xff, "AAC"),
            Map.entry(0x161, "WMA"),
            Map.entry(0x28f, "G.722"),
            Map.entry(0x2000, "AC-3"),
            Map.entry(0xa109, "Speex"),
            Map.entry(0xf1ac, "FLAC"));

    private final int bytes;

    SampleFormat(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the format for the tag and number of bits of a {@code fmt} chunk. Integers whose bits fill no whole bytes
     * are stored with zeros below them, so they are read as if they did.
     */
    static SampleFormat of(int tag, int bits) throws SoundFormatException {
        return switch (tag) {
            case PCM -> integer(bits);
            case IEEE_FLOAT ->
                switch (bits) {
                    case 32 -> FLOAT_32;
                    case 64 -> FLOAT_64;
                    default ->
                        throw SoundFormatException.unreadable(
                                "float samples of " + Counted.of(bits, "bit") + "; expected 32 or 64");
                };
            case TAG_OF_A_LAW -> ofEightBits(A_LAW, "A-law", bits);
            case TAG_OF_MU_LAW -> ofEightBits(MU_LAW, "µ-law", bits);
            default ->
                throw SoundFormatException.unsupported("a WAV file of encoding " + tag
                        + (OTHERS.containsKey(tag) ? ", " + OTHERS.get(tag) : "")
                        + "; expected PCM (1), Microsoft ADPCM (2), IEEE float (3), A-law (6), µ-law (7) or"
                        + " IMA ADPCM (17)");
        };
    }

    private static SampleFormat integer(int bits) throws SoundFormatException {
        return switch ((bits + 7) / 8) {
            case 1 -> UNSIGNED_8;
            case 2 -> SIGNED_16;
            case 3 -> SIGNED_24;
            case 4 -> SIGNED_32;
            case 8 -> SIGNED_64;
            default ->
                throw SoundFormatException.unreadable(
                        "PCM of " + Counted.of(bits, "bit") + "; expected 1 to 32, or 64");
        };
    }

    private static SampleFormat ofEightBits(SampleFormat format, String name, int bits) throws SoundFormatException {
        if (bits != 8) {
            throw SoundFormatException.unreadable(name + " samples of " + Counted.of(bits, "bit") + "; expected 8");
        }
        return format;
    }

    /** Returns the bytes of a sample. */
    int bytes() {
        return bytes;
    }

    /** Returns the next sample: in [−1, 1] for integers, whatever stands there for floats. */
    abstract double read(ByteBuffer bytes);
}
