package io.ctcservice.audio;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The types of files that hold sound, or are mistaken for it, detected by their first bytes. */
public enum SoundFile {
    FLAC("a FLAC file", "fLaC"),
    OGG("an Ogg file", "OggS"),
    MP3("an MP3 file", "ID3"),
    AIFF("an AIFF file", "FORM"),
    AU("an AU file", ".snd"),
    WAVE_64("a Wave64 file", "riff"),
    CAF("a CAF file", "caff"),
    WMA("a WMA file", "0&\u00b2u"),
    AMR("an AMR file", "#!AMR"),
    SPHERE("a NIST SPHERE file", "NIST_1A"),
    WAV_PACK("a WavPack file", "wvpk"),
    VOC("a VOC file", "Creative Voice F"),
    TRUE_AUDIO("a True Audio file", "TTA1"),
    MONKEYS_AUDIO("a Monkey's Audio file", "MAC "),
    MUSEPACK("a Musepack file", "MPCK", "MP+"),
    DSD("a DSD file", "DSD ", "FRM8"),
    QOA("a QOA file", "qoaf"),
    SOX("a file of SoX's own", ".SoX", "XoS."),
    DTS("a DTS file", "\u007f\u00fe\u0080\u0001"),
    AAC("an AAC file", "ADIF"),
    REAL_AUDIO("a RealAudio file", ".RMF", ".ra\u00fd"),
    FLASH("a Flash video file", "FLV\u0001"),
    MPEG("an MPEG file", "\0\0\u0001\u00ba", "\0\0\u0001\u00b3"),
    MATROSKA("a Matroska or WebM file", "\u001aE\u00df\u00a3"),
    PNG("a PNG file", "\u0089PNG"),
    JPEG("a JPEG file", "\u00ff\u00d8\u00ff");

    private static final String MIDI = "a MIDI file";

    /** Other files in the container of WAV, by what stands where WAV has {@code WAVE}. */
    private static final Map<String, String> OTHER_RIFFS =
            Map.of("AVI ", "an AVI file", "WEBP", "a WebP file", "RMID", MIDI);

    private static final String AVIF = "an AVIF file";
    private static final String HEIC = "a HEIC file";

    /** The types among these that hold no sound. */
    private static final Set<String> WITHOUT_SOUND =
            Set.of(PNG.description, JPEG.description, AVIF, HEIC, "a WebP file", MIDI);

    /** The types of boxes that QuickTime's older files begin with. */
    private static final Set<String> QUICK_TIME = Set.of("moov", "mdat", "wide", "free", "skip");

    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<String> starts;

    SoundFile(String description, String... starts) {
        this.description = description;
        this.starts = List.of(starts);
    }

    /** Returns the type of the file that starts with these bytes, in words. */
    static String of(byte[] bytes) {
        return describe(bytes).orElse("no RIFF WAVE header");
    }

    /** Returns the type of the file that starts with these bytes, in words; empty if it is not known. */
    public static Optional<String> describe(byte[] bytes) {
        return describeMarked(bytes).or(() -> framed(bytes));
    }

    /** Returns the same, but for files that begin with bits that samples may well begin with, too. */
    public static Optional<String> describeMarked(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (AIFF.isAtStartOf(text) && text.startsWith("8SVX", 8)) {
            return Optional.of("an 8SVX file"); // of the same family of files
        }
        for (var kind : values()) {
            if (kind.isAtStartOf(text)) {
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
        if (text.length() >= 8 && QUICK_TIME.contains(text.substring(4, 8))) {
            return Optional.of("a QuickTime file");
        }
        return text.startsWith("ftyp", 4) ? Optional.of(ofBrand(text)) : Optional.empty();
    }

    private boolean isAtStartOf(String text) {
        return starts.stream().anyMatch(text::startsWith);
    }

    private static Optional<String> framed(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == 0x0b && bytes[1] == 0x77) {
            return Optional.of("an AC-3 file");
        }
        boolean isMpeg = bytes.length > 1 && bytes[0] == -1 && (bytes[1] & 0xe0) == 0xe0; // eleven bits that are set
        return isMpeg
                ? Optional.of(
                        switch (bytes[1] >> 1 & 3) {
                            case 0 -> AAC.description;
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
        return describe(bytes)
                .filter(WITHOUT_SOUND::contains)
                .or(() -> OtherFile.of(bytes).map(OtherFile::description));
    }

    /** Returns whether it is a picture, of a file that was described so. */
    public static boolean isPicture(String description) {
        return WITHOUT_SOUND.contains(description) && !description.equals(MIDI);
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
