package io.ctcservice.audio;

import io.ctcservice.core.Counted;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The header of a WAV file: everything before its samples.
 *
 * @param order of the bytes: little-endian but in RIFX
 * @param dataSize bytes of samples, {@link #TO_THE_END} if unknown
 * @param samples number of samples of each channel where a {@code fact} chunk has one, else 0
 */
record WavHeader(ByteOrder order, Format format, long dataSize, long samples) {

    /** The data size for all bytes up to the end of the file. */
    static final long TO_THE_END = Long.MAX_VALUE;

    /** The number of bytes that the stream must be able to push back. */
    static final int PUSHBACK = 8;

    /**
     * The least size that means unknown. Programs write 0x7FFFF000 (sox: the last multiple of a frame
     * below it), 0x7FFFFFFF, 0x80000000 or 0xFFFFFFFF; a frame has at most 0xFFFF bytes.
     */
    private static final long LEAST_UNKNOWN = 0x7ffff000L - 0xffff;

    private static final long IN_DS64 = 0xffffffffL;
    private static final int LONGEST_FORMAT = 1024;

    /** The beginnings of WAV files. */
    static final Set<String> RIFFS = Set.of("RIFF", "RIFX", "RF64", "BW64");

    /** The chunks that may follow samples of unknown number. */
    private static final Set<String> CHUNKS = Set.of(
            "LIST", "id3 ", "ID3 ", "fact", "cue ", "plst", "labl", "ltxt", "note", "smpl", "inst", "bext", "iXML",
            "axml", "cart", "JUNK", "junk", "PAD ", "FLLR", "PEAK", "afsp", "LGWV", "_PMX", "umid", "chna", "acid",
            "strc", "DISP", "levl", "minf", "elm1", "regn", "data", "fmt ");

    /** The content of a {@code fmt} chunk. */
    record Format(WavEncoding encoding, int channels, int sampleRate) {

        private static final int EXTENSIBLE = 0xfffe;
        private static final int MICROSOFT_ADPCM = 2;
        private static final int IMA_ADPCM = 0x11;
        private static final int COEFFICIENTS = 22; // where they begin, two bytes behind their number

        static Format of(ByteBuffer chunk) throws SoundFormatException {
            int tag = chunk.getShort(0) & 0xffff;
            int channels = chunk.getShort(2) & 0xffff;
            long sampleRate = chunk.getInt(4) & 0xffffffffL;
            int frameBytes = chunk.getShort(12) & 0xffff;
            if (tag == EXTENSIBLE && chunk.limit() >= 26) {
                tag = chunk.getShort(24) & 0xffff; // the GUID of the sub-format starts with the tag
            }
            int bits = chunk.getShort(14) & 0xffff;
            boolean isAdpcm = tag == MICROSOFT_ADPCM || tag == IMA_ADPCM;
            var plain = isAdpcm ? null : SampleFormat.of(tag, bits);
            require(channels >= 1 && channels <= 255, Counted.of(channels, "channel") + "; expected 1 to 255");
            require(sampleRate >= 1000 && sampleRate <= 384_000, sampleRate + " Hz; expected 1000 to 384000");
            if (plain == null) {
                return new Format(adpcm(chunk, tag, channels, frameBytes, bits), channels, (int) sampleRate);
            }
            require(
                    frameBytes == channels * plain.bytes(),
                    Counted.of(frameBytes, "byte") + " a frame; expected " + channels * plain.bytes());
            return new Format(plain, channels, (int) sampleRate);
        }

        private static Adpcm adpcm(ByteBuffer chunk, int tag, int channels, int blockBytes, int bits)
                throws SoundFormatException {
            require(bits == 4, "ADPCM of " + bits + " bits; expected 4");
            var encoding = tag == IMA_ADPCM
                    ? new ImaAdpcm(channels, blockBytes)
                    : new MicrosoftAdpcm(channels, blockBytes, coefficients(chunk));
            require(
                    encoding.samples(blockBytes) > 0,
                    "blocks of " + Counted.of(blockBytes, "byte") + ", too few for ADPCM");
            return encoding;
        }

        private static List<Integer> coefficients(ByteBuffer chunk) throws SoundFormatException {
            int predictors = chunk.limit() < COEFFICIENTS ? 0 : chunk.getShort(COEFFICIENTS - 2) & 0xffff;
            require(
                    predictors > 0 && chunk.limit() >= COEFFICIENTS + 4 * predictors,
                    "a fmt chunk without the coefficients of Microsoft ADPCM");
            return IntStream.range(0, 2 * predictors)
                    .mapToObj(i -> (int) chunk.getShort(COEFFICIENTS + 2 * i))
                    .toList();
        }
    }

    /** Returns the header, read up to the first sample. */
    static WavHeader read(PushbackInputStream in) throws IOException {
        return new Reading(in).header();
    }

    private static void require(boolean condition, String complaint) throws SoundFormatException {
        if (!condition) {
            throw SoundFormatException.unreadable(complaint);
        }
    }

    /** The parser of the chunks. */
    private static final class Reading {

        private final PushbackInputStream in;
        private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        private long riffSize;
        private long sizeInDs64 = 0;
        private long samples = 0;
        private long position = 0;

        Reading(PushbackInputStream in) {
            this.in = in;
        }

        WavHeader header() throws IOException {
            readRiff();
            @Nullable Format format = null;
            while (true) {
                var chunk = headOfChunk();
                String name = text(chunk, 0);
                long size = chunk.getInt(4) & 0xffffffffL;
                if (name.equals("data")) {
                    if (format == null) {
                        throw SoundFormatException.unreadable("a data chunk before the fmt chunk");
                    }
                    return new WavHeader(order, format, dataSize(size), samples);
                }
                if (name.equals("fmt ")) {
                    require(size >= 16 && size <= LONGEST_FORMAT, "a fmt chunk of " + Counted.of(size, "byte"));
                    format = Format.of(read((int) size, "the fmt chunk"));
                    skip(size % 2, name); // chunks are padded to even sizes
                } else if (name.equals("fact") && size >= 4) {
                    samples = read(4, "the fact chunk").getInt(0) & 0xffffffffL;
                    skip(size - 4 + size % 2, name);
                } else if (name.equals("ds64")) {
                    require(size >= 16 && size <= Integer.MAX_VALUE, "a ds64 chunk of " + Counted.of(size, "byte"));
                    sizeInDs64 = read(16, "the ds64 chunk").getLong(8);
                    skip(size - 16 + size % 2, name);
                } else {
                    skip(size + size % 2, name);
                }
            }
        }

        private void readRiff() throws IOException {
            byte[] start = in.readNBytes(12);
            require(start.length > 0, "an empty body; expected a WAV file");
            String name = new String(start, 0, Math.min(4, start.length), StandardCharsets.ISO_8859_1);
            order = name.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            boolean isRiff = RIFFS.contains(name);
            require(isRiff || !"RIFF".startsWith(name), "the file ends inside the RIFF header");
            require(isRiff, SoundFile.of(start) + "; expected a WAV file (RIFF, RIFX, RF64 or BW64)");
            require(start.length == 12, "the file ends inside the RIFF header");
            var riff = ByteBuffer.wrap(start).order(order);
            require(text(riff, 8).equals("WAVE"), "no RIFF WAVE header");
            riffSize = riff.getInt(4) & 0xffffffffL;
            position = 12;
        }

        private long dataSize(long size) throws IOException {
            if (sizeInDs64 > 0 && (size == IN_DS64 || size == 0)) { // it is 0 or −1 where a pipe was written to
                return sizeInDs64;
            }
            boolean isUnknown = size >= LEAST_UNKNOWN || (size == 0 && !isFollowedByAChunk());
            return isUnknown ? TO_THE_END : size;
        }

        /**
         * Returns whether a data chunk of size 0 is really empty, rather than of unknown size: the bytes after it look
         * like the name of a chunk, which is either a known one or inside of the size of the RIFF chunk.
         */
        private boolean isFollowedByAChunk() throws IOException {
            byte[] next = in.readNBytes(PUSHBACK);
            in.unread(next);
            if (next.length < PUSHBACK) {
                return false;
            }
            String name = new String(next, 0, 4, StandardCharsets.ISO_8859_1);
            boolean isSizeKnown = riffSize > 0 && riffSize < LEAST_UNKNOWN;
            long size = ByteBuffer.wrap(next).order(order).getInt(4) & 0xffffffffL;
            boolean isEnclosed = isSizeKnown && position + PUSHBACK + size <= riffSize + 8;
            return CHUNKS.contains(name) || (isEnclosed && name.chars().allMatch(c -> c >= ' ' && c <= '~'));
        }

        private ByteBuffer headOfChunk() throws IOException {
            byte[] head = in.readNBytes(8);
            require(head.length > 0, "the file ends where a chunk should follow: there was no data chunk yet");
            require(head.length == 8, "the file ends inside the head of a chunk; there was no data chunk yet");
            position += 8;
            return ByteBuffer.wrap(head).order(order);
        }

        private ByteBuffer read(int length, String what) throws IOException {
            byte[] bytes = in.readNBytes(length);
            require(bytes.length == length, "the file ends inside " + what);
            position += length;
            return ByteBuffer.wrap(bytes).order(order);
        }

        private void skip(long length, String chunk) throws IOException {
            try {
                in.skipNBytes(length);
                position += length;
            } catch (EOFException e) {
                boolean isText = chunk.chars().allMatch(c -> c >= ' ' && c <= '~');
                throw SoundFormatException.unreadable("the file ends inside " + (isText ? "the " + chunk.strip() : "a")
                        + " chunk, before its data chunk");
            }
        }

        private static String text(ByteBuffer bytes, int at) {
            var name = new byte[4];
            bytes.get(at, name);
            return new String(name, StandardCharsets.ISO_8859_1);
        }
    }
}
