package io.ctcservice.audio;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of files that hold sound, or are mistaken for it, detected by their first bytes. */
public enum SoundFile {
    FLAC("fLaC", "a FLAC file"),
    OGG("OggS", "an Ogg file"),
    MP3("ID3", "an MP3 file"),
    AIFF("FORM", "an AIFF file"),
    AU(".snd", "an AU file"),
    WAVE_64("riff", "a Wave64 file"),
    CAF("caff", "a CAF file"),
    WMA("0&\u00b2u", "a WMA file"),
    AMR("#!AMR", "an AMR file"),
    SPHERE("NIST_1A", "a NIST SPHERE file"),
    WAV_PACK("wvpk", "a WavPack file"),
    MATROSKA("\u001aE\u00df\u00a3", "a Matroska or WebM file"),
    PNG("\u0089PNG", "a PNG file"),
    JPEG("\u00ff\u00d8\u00ff", "a JPEG file");

    private final String start;
    private final String description;

    SoundFile(String start, String description) {
        this.start = start;
        this.description = description;
    }

    /** Returns the type of the file that starts with these bytes, in words. */
    static String of(byte[] bytes) {
        return describe(bytes).orElse("no RIFF WAVE header");
    }

    /** Returns the type of the file that starts with these bytes, in words; empty if it is not known. */
    public static Optional<String> describe(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(AIFF.start) && text.startsWith("8SVX", 8)) {
            return Optional.of("an 8SVX file"); // of the same family of files
        }
        for (var kind : values()) {
            if (text.startsWith(kind.start)) {
                return Optional.of(kind.description);
            }
        }
        boolean isMpeg = bytes.length > 1 && bytes[0] == -1 && (bytes[1] & 0xe0) == 0xe0; // eleven bits that are set
        if (isMpeg) {
            return Optional.of(
                    switch (bytes[1] >> 1 & 3) {
                        case 0 -> "an AAC file";
                        case 2 -> "an MPEG audio file of layer II";
                        case 3 -> "an MPEG audio file of layer I";
                        default -> MP3.description;
                    });
        }
        if (text.startsWith("WAVE", 8)) {
            return Optional.of("a WAV file");
        }
        return text.startsWith("ftyp", 4) ? Optional.of(ofBrand(text)) : Optional.empty();
    }

    /** Returns the type of a file of the ISO base media format: its brand stands behind its mark. */
    private static String ofBrand(String text) {
        if (text.startsWith("avi", 8)) {
            return "an AVIF file";
        }
        boolean isHeif = Stream.of("hei", "hev", "mif1", "msf1").anyMatch(brand -> text.startsWith(brand, 8));
        return isHeif ? "a HEIC file" : "an MP4 file";
    }
}
