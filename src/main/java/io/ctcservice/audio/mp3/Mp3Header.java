package io.ctcservice.audio.mp3;

import java.util.Optional;

/**
 * The header of a frame of MPEG audio, layer III.
 *
 * @param version 1, 2, or 3 for what is called 2.5
 * @param sampleRate in Hz
 * @param channels 1 or 2
 * @param isMidSide whether the two channels may be their sum and difference
 * @param isIntensity whether high frequencies may be in one channel only, with a direction
 * @param hasChecksum whether two bytes of one follow
 * @param bytes of the whole frame
 */
record Mp3Header(
        int version,
        int sampleRate,
        int channels,
        boolean isMidSide,
        boolean isIntensity,
        boolean hasChecksum,
        int bytes) {

    static final int BYTES = 4;

    private static final int[] KILOBITS = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KILOBITS_OF_LOW_RATES = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATES = {44_100, 48_000, 32_000};

    /** Returns the header in the four bytes at {@code at}, empty if they are none. */
    static Optional<Mp3Header> of(byte[] bytes, int at) {
        int second = bytes[at + 1] & 0xff;
        int third = bytes[at + 2] & 0xff;
        int fourth = bytes[at + 3] & 0xff;
        int versionCode = second >> 3 & 3;
        int layerCode = second >> 1 & 3;
        int bitrateCode = third >> 4;
        int rateCode = third >> 2 & 3;
        boolean isHeader = (bytes[at] & 0xff) == 0xff && (second & 0xe0) == 0xe0 && versionCode != 1 && layerCode == 1;
        if (!isHeader || bitrateCode == 0 || bitrateCode == 15 || rateCode == 3) {
            return Optional.empty();
        }
        int version = versionCode == 3 ? 1 : versionCode == 2 ? 2 : 3;
        int rate = RATES[rateCode] >> (version - 1);
        int bits = 1000 * (version == 1 ? KILOBITS : KILOBITS_OF_LOW_RATES)[bitrateCode];
        int mode = fourth >> 6;
        int length = (version == 1 ? 144 : 72) * bits / rate + (third >> 1 & 1);
        return Optional.of(new Mp3Header(
                version,
                rate,
                mode == 3 ? 1 : 2,
                mode == 1 && (fourth & 0x20) != 0,
                mode == 1 && (fourth & 0x10) != 0,
                (second & 1) == 0,
                length));
    }

    /** Returns whether two frames may follow each other. */
    boolean fits(Mp3Header other) {
        return version == other.version && sampleRate == other.sampleRate;
    }

    boolean isFirstVersion() {
        return version == 1;
    }

    /** Returns the number of granules of 576 samples in the frame. */
    int granules() {
        return isFirstVersion() ? 2 : 1;
    }

    int sideBytes() {
        return isFirstVersion() ? (channels == 1 ? 17 : 32) : (channels == 1 ? 9 : 17);
    }

    /** Returns the position of the side information in the frame. */
    int sideStart() {
        return BYTES + (hasChecksum ? 2 : 0);
    }

    /** Returns the column of the tables of bands, 0 to 8: three sample rates for each version. */
    int bandColumn() {
        int code = switch (sampleRate << (version - 1)) {
            case 44_100 -> 0;
            case 48_000 -> 1;
            default -> 2;
        };
        return 3 * (version - 1) + code;
    }
}
