package io.ctcservice.audio.mp3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The information frame of an encoder (Xing, Info, VBRI): the first frame of a file, without sound.
 *
 * @param frames of sound; 0 if not stated
 * @param delay samples before the sound, those of the decoder among them
 * @param padding samples behind it, without those of the decoder
 */
record EncoderInfo(long frames, int delay, int padding) {

    private static final int VBRI_AT = 36; // from the start of the frame, whatever the header
    private static final int HAS_FRAMES = 1;
    private static final int HAS_BYTES = 2;
    private static final int HAS_CONTENTS = 4;
    private static final int HAS_QUALITY = 8;
    private static final int DELAY_AT = 21; // in the part that LAME began
    private static final int DECODER_DELAY = 529;
    private static final long LEAST_GUESS =
            0x7fff_ffff; // of frames: as much as years of sound, so the number is unknown

    /** Returns the information in a frame, empty if it is a frame of sound. */
    static Optional<EncoderInfo> of(byte[] bytes, Mp3Frames.Frame frame) {
        int at = frame.at() + Mp3Header.BYTES + frame.header().sideBytes();
        int end = frame.at() + frame.header().bytes();
        String name = name(bytes, at, end);
        if (!name.equals("Xing") && !name.equals("Info")) {
            return name(bytes, frame.at() + VBRI_AT, end).equals("VBRI")
                    ? Optional.of(
                            new EncoderInfo(known(bytes, frame.at() + VBRI_AT + 14, end), 0, 0)) // no padding stated
                    : Optional.empty();
        }
        var fields = ByteBuffer.wrap(bytes, 0, end);
        int flags = fields.getInt(at + 4);
        int next = at + 8;
        long frames = 0;
        if ((flags & HAS_FRAMES) != 0) {
            frames = known(bytes, next, end);
            next += 4;
        }
        next += ((flags & HAS_BYTES) != 0 ? 4 : 0)
                + ((flags & HAS_CONTENTS) != 0 ? 100 : 0)
                + ((flags & HAS_QUALITY) != 0 ? 4 : 0);
        if (next + DELAY_AT + 3 > end || bytes[next] == 0) {
            return Optional.of(new EncoderInfo(frames, 0, 0));
        }
        int packed = fields.getInt(next + DELAY_AT - 1) & 0xffffff; // three bytes from there
        int delay = packed >> 12;
        int padding = packed & 0xfff;
        return Optional.of(new EncoderInfo(frames, delay + DECODER_DELAY, padding - DECODER_DELAY));
    }

    /** Returns the number of frames that stands here, 0 if it is a guess. */
    private static long known(byte[] bytes, int at, int end) {
        long frames = at + 4 > end ? 0 : ByteBuffer.wrap(bytes).getInt(at) & 0xffffffffL;
        return frames < LEAST_GUESS ? frames : 0;
    }

    private static String name(byte[] bytes, int at, int end) {
        return at + 8 > end ? "" : new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    /** Returns the number of samples of the file; {@link Long#MAX_VALUE} if it is not known. */
    long samples(Mp3Header header) {
        long all = frames * Coefficients.LINES * header.granules();
        return frames == 0 ? Long.MAX_VALUE : Math.max(0, all - delay - Math.max(0, padding));
    }
}
