package io.ctcservice.audio;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    VOC("Creative Voice F", "a VOC file"),
    TRUE_AUDIO("TTA1", "a True Audio file"),
    MONKEYS_AUDIO("MAC ", "a Monkey's Audio file"),
    MATROSKA("\u001aE\u00df\u00a3", "a Matroska or WebM file"),
    PNG("\u0089PNG", "a PNG file"),
    JPEG("\u00ff\u00d8\u00ff", "a JPEG file");

    /** Other files in the container of WAV, by what stands where WAV has {@code WAVE}. */
    private static final Map<String, String> OTHER_RIFFS =
            Map.of("AVI ", "an AVI file", "WEBP", "a WebP file", "RMID", "a MIDI file");

    private static final String AVIF = "an AVIF file";
    private static final String HEIC = "a HEIC file";

    /** The types among these that hold no sound. */
    private static final Set<String> WITHOUT_SOUND =
            Set.of(PNG.description, JPEG.description, AVIF, HEIC, "a WebP file", "a MIDI file");

    /** What is sent in place of sound, by its first bytes: too few of them to be sure. */
    private static final Map<String, String> NO_SOUND = Map.of(
            "<", "an HTML or XML document",
            "{", "a JSON document",
            "version https://", "a pointer of Git LFS to a file, not the file",
            "data:", "text in Base64",
            "UklGR", "text in Base64, of a WAV file",
            "ZkxhQ", "text in Base64, of a FLAC file",
            "T2dnU", "text in Base64, of an Ogg file",
            "SUQz", "text in Base64, of an MP3 file",
            "\u001f\u008b", "a gzip file",
            "PK\u0003\u0004", "a zip file");

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
        return describeMarked(bytes).or(() -> mpeg(bytes));
    }

    /** Returns the same, but for files that begin with bits that samples may well begin with, too. */
    public static Optional<String> describeMarked(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(AIFF.start) && text.startsWith("8SVX", 8)) {
            return Optional.of("an 8SVX file"); // of the same family of files
        }
        for (var kind : values()) {
            if (text.startsWith(kind.start)) {
                return Optional.of(kind.description);
            }
        }
        var riff = otherRiff(bytes);
        if (riff.isPresent()) {
            return riff;
        }
        if (text.startsWith("WAVE", 8)) {
            return Optional.of("a WAV file");
        }
        return text.startsWith("ftyp", 4) ? Optional.of(ofBrand(text)) : Optional.empty();
    }

    private static Optional<String> mpeg(byte[] bytes) {
        boolean isMpeg = bytes.length > 1 && bytes[0] == -1 && (bytes[1] & 0xe0) == 0xe0; // eleven bits that are set
        return isMpeg
                ? Optional.of(
                        switch (bytes[1] >> 1 & 3) {
                            case 0 -> "an AAC file";
                            case 2 -> "an MPEG audio file of layer II";
                            case 3 -> "an MPEG audio file of layer I";
                            default -> MP3.description;
                        })
                : Optional.empty();
    }

    /** Returns the type of a RIFF file that is no WAV file, in words; empty if it is not known. */
    public static Optional<String> otherRiff(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.startsWith("RIFF") && text.length() >= 12
                ? Optional.ofNullable(OTHER_RIFFS.get(text.substring(8, 12)))
                : Optional.empty();
    }

    /** Returns what starts with these bytes, in words, where it is nothing that holds sound; empty if it is not known. */
    public static Optional<String> describeNoSound(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return describe(bytes)
                .filter(WITHOUT_SOUND::contains)
                .or(() -> NO_SOUND.entrySet().stream()
                        .filter(kind -> text.startsWith(kind.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    /** Returns the type of a file of the ISO base media format: its brand stands behind its mark. */
    private static String ofBrand(String text) {
        if (text.startsWith("avi", 8)) {
            return AVIF;
        }
        boolean isHeif = Stream.of("hei", "hev", "mif1", "msf1").anyMatch(brand -> text.startsWith(brand, 8));
        return isHeif ? HEIC : "an MP4 file";
    }
}
