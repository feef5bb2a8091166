package io.ctcservice.audio;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of files that are sent in place of sound or of a picture, detected by their first bytes: too few of them to be sure. */
public enum OtherFile {
    GIF("a GIF file", true, "GIF8"),
    TIFF("a TIFF file", true, "II*\0", "MM\0*"),
    JPEG_2000("a JPEG 2000 file", true, "\0\0\0\fjP  ", "\u00ffO\u00ffQ"),
    JPEG_XL("a JPEG XL file", true, "\0\0\0\fJXL ", "\u00ff\n"),
    NETPBM(
            "a PBM, PGM or PPM file",
            true,
            "P1\n",
            "P2\n",
            "P3\n",
            "P4\n",
            "P5\n",
            "P6\n",
            "P7\n",
            "P4 ",
            "P5 ",
            "P6 ",
            "P5\r",
            "P6\r"),
    PHOTOSHOP("a Photoshop file", true, "8BPS"),
    SVG("an SVG file", true, "<svg"),
    POSTSCRIPT("a PostScript file", true, "%!PS"),
    BMP("a BMP file", true, "BM"),
    DJVU("a DjVu file", false, "AT&TFORM"),
    PDF("a PDF file", false, "%PDF"),
    MIDI("a MIDI file", false, "MThd"),
    MARKUP("an HTML or XML document", false, "<"),
    JSON("a JSON document", false, "{"),
    NUMPY("a NumPy file", false, "\u0093NUMPY"),
    LFS_POINTER("a pointer of Git LFS to a file, not the file", false, "version https://"),
    BASE64("text in Base64", false, "data:"),
    BASE64_WAV("text in Base64, of a WAV file", false, "UklGR"),
    BASE64_FLAC("text in Base64, of a FLAC file", false, "ZkxhQ"),
    BASE64_OGG("text in Base64, of an Ogg file", false, "T2dnU"),
    BASE64_MP3("text in Base64, of an MP3 file", false, "SUQz"),
    BASE64_PNG("text in Base64, of a PNG file", false, "iVBORw"),
    BASE64_JPEG("text in Base64, of a JPEG file", false, "/9j/"),
    GZIP("a gzip file", false, "\u001f\u008b"),
    ZIP("a zip file", false, "PK\u0003\u0004");

    private final String description;
    private final boolean isPicture;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<String> starts;

    OtherFile(String description, boolean isPicture, String... starts) {
        this.description = description;
        this.isPicture = isPicture;
        this.starts = List.of(starts);
    }

    /** Returns the type of the file that starts with these bytes; empty if it is not known. */
    public static Optional<OtherFile> of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> kind.starts.stream().anyMatch(text::startsWith))
                .findFirst();
    }

    /** Returns the type in words. */
    public String description() {
        return description;
    }

    /** Returns whether it holds one picture or several. */
    public boolean isPicture() {
        return isPicture;
    }
}
