package io.ctcservice.audio;

import java.nio.ByteBuffer;

/** How a sample is stored, little-endian. Each is read as a number of which full scale is 1. */
enum SampleFormat {
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
            int low = bytes.getShort() & 0xffff;
            return (bytes.get() << 16 | low) / 8388608.0;
        }
    },
    SIGNED_32(4) {
        @Override
        double read(ByteBuffer bytes) {
            return bytes.getInt() / 2147483648.0;
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
    };

    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;

    private final int bytes;

    SampleFormat(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the format of a tag and a number of bits, as they stand in a {@code fmt} chunk. */
    static SampleFormat of(int tag, int bits) throws WavFormatException {
        return switch (tag) {
            case PCM ->
                switch (bits) {
                    case 8 -> UNSIGNED_8;
                    case 16 -> SIGNED_16;
                    case 24 -> SIGNED_24;
                    case 32 -> SIGNED_32;
                    default ->
                        throw WavFormatException.unreadable("PCM of " + bits + " bits; expected 8, 16, 24 or 32");
                };
            case IEEE_FLOAT ->
                switch (bits) {
                    case 32 -> FLOAT_32;
                    case 64 -> FLOAT_64;
                    default ->
                        throw WavFormatException.unreadable("float samples of " + bits + " bits; expected 32 or 64");
                };
            default -> throw WavFormatException.unreadable("encoding " + tag + "; expected PCM (1) or IEEE float (3)");
        };
    }

    /** Returns the bytes of a sample. */
    int bytes() {
        return bytes;
    }

    /** Returns the next sample: in [−1, 1) for integers, whatever stands there for floats. */
    abstract double read(ByteBuffer bytes);
}
