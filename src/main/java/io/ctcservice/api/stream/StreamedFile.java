package io.ctcservice.api.stream;

import io.ctcservice.api.stream.StreamFormat.Encoding;
import io.ctcservice.audio.SoundFile;
import io.ctcservice.codec.UnsupportedFileException;
import io.ctcservice.codec.Violation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A check of the first sound of a stream: recorders of browsers send files, which would be heard as noise. */
final class StreamedFile {

    private static final int LOOKED_AT = 64;
    private static final int HEADER = 36; // of WAV, up to the end of a plain fmt chunk
    private static final int FORMAT_AT = 12;
    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int EXTENSIBLE = 0xfffe; // the encoding follows
    private static final int ENCODING_AT = 44;

    private StreamedFile() {}

    /**
     * Checks that a message is no file, but for WAV of the samples that are expected: clients of vosk-server send that with its header,
     * which is too short to be heard.
     *
     * @throws UnsupportedFileException if it is another file
     */
    static void requireSamples(byte[] message, Encoding encoding, int sampleRate) {
        byte[] start = Arrays.copyOf(message, Math.min(LOOKED_AT, message.length));
        boolean isWav = new String(start, StandardCharsets.ISO_8859_1).startsWith("WAVEfmt ", FORMAT_AT - 4);
        Optional<String> found = isWav && start.length >= HEADER
                ? otherWav(start, encoding, sampleRate)
                : SoundFile.describeMarked(start);
        if (found.isPresent()) {
            throw new UnsupportedFileException(new Violation(
                    "",
                    found.get() + "; expected samples without a file around them, of one channel, " + sampleRate
                            + " a second, as " + (encoding == Encoding.PCM16 ? "pcm16" : "float32")));
        }
    }

    private static Optional<String> otherWav(byte[] start, Encoding encoding, int sampleRate) {
        var fields = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        int stated = fields.getShort(20) & 0xffff;
        boolean isExtended = stated == EXTENSIBLE && start.length > ENCODING_AT + 1;
        int tag = isExtended ? fields.getShort(ENCODING_AT) & 0xffff : stated;
        int channels = fields.getShort(22) & 0xffff;
        int rate = fields.getInt(24);
        int bits = fields.getShort(34) & 0xffff;
        boolean isEncoded = encoding == Encoding.PCM16 ? tag == PCM && bits == 16 : tag == IEEE_FLOAT && bits == 32;
        return isEncoded && channels == 1 && rate == sampleRate
                ? Optional.empty()
                : Optional.of("a WAV file of encoding " + tag + " with " + bits + " bits, channels: " + channels + ", "
                        + rate + " Hz");
    }
}
