package io.ctcservice.audio.file;

import io.ctcservice.audio.MixedSound;
import io.ctcservice.audio.Sound;
import io.ctcservice.audio.SoundFile;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.WavReader;
import io.ctcservice.audio.flac.FlacBlocks;
import io.ctcservice.audio.mp3.Mp3Blocks;
import io.ctcservice.audio.opus.OpusBlocks;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** A factory of sounds from files of all supported types. The type is detected from the first bytes; name and media type are ignored. */
public final class SoundFiles {

    /** The supported types, in words for messages. */
    public static final String ACCEPTED = "WAV, FLAC, MP3 or Ogg Opus";

    private static final List<String> RIFFS = List.of("RIFF", "RIFX", "RF64", "BW64");
    private static final int LOOKED_AT = 16;
    private static final int TAG_BYTES = 10; // of its head, and of its foot if it has one
    private static final int SEARCHED = 1 << 13; // a few frames of MP3
    private static final int BUFFERED_BYTES = 1 << 15;
    private static final int TS_PACKET = 188; // of a transport stream, as of segments for browsers
    private static final byte TS_MARK = 'G';

    private SoundFiles() {}

    /**
     * Returns a sound whose samples are read from the stream as they are asked for; its header has been read. It may be hours long, however few bytes
     * the file has: who reads on counts samples.
     *
     * @param channel counted from 0; empty for all averaged
     * @throws SoundFormatException if the file is damaged, or of another kind
     */
    public static Sound open(InputStream in, OptionalInt channel) throws IOException {
        var file = new BufferedInputStream(in, BUFFERED_BYTES);
        byte[] start = start(file, LOOKED_AT);
        boolean isTagged = isTag(start);
        while (isTag(start)) {
            skipTag(file, start);
            start = start(file, LOOKED_AT);
        }
        return isTagged ? openTagged(file, start, channel) : open(file, start, channel);
    }

    /** Returns whether an ID3v2 tag begins here: it stands before MP3, and some programs put it before other files. */
    private static boolean isTag(byte[] start) {
        return start.length >= TAG_BYTES && start[0] == 'I' && start[1] == 'D' && start[2] == '3';
    }

    private static void skipTag(InputStream file, byte[] start) throws IOException {
        long length = 0;
        for (int i = 6; i < TAG_BYTES; i++) {
            length = (length << 7) | (start[i] & 0x7f);
        }
        boolean hasFooter = (start[5] & 0x10) != 0;
        try {
            file.skipNBytes(length + TAG_BYTES + (hasFooter ? TAG_BYTES : 0));
        } catch (EOFException cut) {
            throw SoundFormatException.unreadable("the file ends inside its tag");
        }
    }

    /** Opens what follows a tag: MP3 if its type is not recognised, since MP3 may begin with anything. */
    private static Sound openTagged(InputStream file, byte[] start, OptionalInt channel) throws IOException {
        return start.length == 0 || (SoundFile.describe(start).isEmpty() && !isRiff(start))
                ? MixedSound.of(Mp3Blocks.open(file), channel)
                : open(file, start, channel);
    }

    private static byte[] start(InputStream file, int length) throws IOException {
        file.mark(length);
        byte[] start = file.readNBytes(length);
        file.reset();
        return start;
    }

    private static Sound open(InputStream file, byte[] start, OptionalInt channel) throws IOException {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (start.length == 0) {
            throw SoundFormatException.unreadable("an empty file; expected " + ACCEPTED);
        }
        if (text.startsWith("fLaC")) {
            return MixedSound.of(FlacBlocks.open(file), channel);
        }
        if (text.startsWith("OggS")) {
            return MixedSound.of(OpusBlocks.open(file), channel);
        }
        if (text.startsWith("ID3") || isLayerThree(start)) {
            return MixedSound.of(Mp3Blocks.open(file), channel);
        }
        if (isRiff(start)) {
            return WavReader.open(file, channel);
        }
        if (SoundFile.describe(start).isEmpty() && Mp3Blocks.isWithin(start(file, SEARCHED))) {
            return MixedSound.of(Mp3Blocks.open(file), channel);
        }
        throw isTransportStream(start(file, SEARCHED))
                ? SoundFormatException.unsupported("an MPEG transport stream; expected " + ACCEPTED)
                : refused(start);
    }

    private static SoundFormatException refused(byte[] start) {
        String expected = "; expected " + ACCEPTED;
        var other = SoundFile.describeNoSound(start);
        if (other.isPresent()) {
            return SoundFormatException.noSound(other.get() + expected);
        }
        return SoundFile.describe(start)
                .map(kind -> SoundFormatException.unsupported(kind + expected))
                .orElseGet(() -> SoundFormatException.noSound(
                        "a file of another kind" + expected + "; samples alone need a header, as of WAV"));
    }

    /** Returns whether the first packets, of 188 bytes each, begin with the byte that they begin with. */
    private static boolean isTransportStream(byte[] start) {
        boolean isOne = start.length > 2 * TS_PACKET;
        for (int at = 0; isOne && at < start.length; at += TS_PACKET) {
            isOne = start[at] == TS_MARK;
        }
        return isOne;
    }

    private static boolean isRiff(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return RIFFS.stream().anyMatch(text::startsWith)
                && SoundFile.otherRiff(start).isEmpty();
    }

    /** Returns whether these are the first bytes of a frame: eleven set bits, a version, and the code of layer III. */
    private static boolean isLayerThree(byte[] start) {
        return start.length > 1 && start[0] == -1 && (start[1] & 0xe6) == 0xe2 && (start[1] & 0x18) != 0x08;
    }
}
