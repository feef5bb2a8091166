package io.ctcservice.audio;

import java.nio.charset.StandardCharsets;

/** The kinds of files that hold sound, told by their first bytes. */
enum SoundFile {
    FLAC("fLaC", "a FLAC file"),
    OGG("OggS", "an Ogg file"),
    MP3("ID3", "an MP3 file"),
    AIFF("FORM", "an AIFF file"),
    AU(".snd", "an AU file"),
    WAVE_64("riff", "a Wave64 file"),
    CAF("caff", "a CAF file"),
    MATROSKA("\u001aE\u00df\u00a3", "a Matroska or WebM file");

    private final String start;
    private final String description;

    SoundFile(String start, String description) {
        this.start = start;
        this.description = description;
    }

    /** Returns words for what these bytes are the start of. */
    static String of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (var kind : values()) {
            if (text.startsWith(kind.start)) {
                return kind.description;
            }
        }
        boolean isMpeg = bytes.length > 1 && bytes[0] == -1 && (bytes[1] & 0xe0) == 0xe0; // eleven bits that are set
        return isMpeg ? MP3.description : text.startsWith("ftyp", 4) ? "an MP4 file" : "no RIFF WAVE header";
    }
}
