package io.ctcservice.recognition.picture;

import io.ctcservice.recognition.picture.PictureFormatException.Kind;

/** The markers of a JPEG file, which are looked at before it is decoded. */
final class JpegFile {

    private static final int MOST_SCANS = 100; // of a progressive JPEG: each goes over all pixels
    private static final int START_OF_SCAN = 0xda;
    private static final int USUAL_BITS = 8;

    private JpegFile() {}

    /** @throws PictureFormatException if the JDK cannot decode this kind of JPEG, or it would take too long */
    static void requireDecodable(byte[] file) throws PictureFormatException {
        int at = frame(file);
        if (at >= 0) {
            requireKind(file[at + 1] & 0xff, file[at + 4] & 0xff);
        }
        requireFewScans(file);
    }

    /** Returns the place of the marker of the first frame; −1 if there is none before the pixels. */
    private static int frame(byte[] file) {
        int at = 2;
        while (at + 4 < file.length && (file[at] & 0xff) == 0xff && (file[at + 1] & 0xff) != START_OF_SCAN) {
            int marker = file[at + 1] & 0xff;
            if (isFrame(marker)) {
                return at;
            }
            boolean isFilling = marker == 0xff;
            at += isFilling ? 1 : 2 + (((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff));
        }
        return -1;
    }

    private static boolean isFrame(int marker) {
        boolean isOfTables = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
        return marker == 0xf7 || (marker >= 0xc0 && marker <= 0xcf && !isOfTables);
    }

    private static void requireKind(int marker, int bits) throws PictureFormatException {
        String kind = switch (marker) {
            case 0xc0, 0xc1, 0xc2 -> bits == USUAL_BITS ? "" : "a JPEG file of " + bits + " bits a sample";
            case 0xf7 -> "a JPEG-LS file";
            case 0xc3, 0xc7, 0xcb, 0xcf -> "a lossless JPEG file";
            case 0xc5, 0xc6 -> "a hierarchical JPEG file";
            default -> "a JPEG file with arithmetic coding";
        };
        if (!kind.isEmpty()) {
            throw new PictureFormatException(
                    Kind.UNSUPPORTED,
                    kind + "; expected PNG, or baseline or progressive JPEG of " + USUAL_BITS + " bits");
        }
    }

    private static void requireFewScans(byte[] file) throws PictureFormatException {
        int scans = 0;
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == START_OF_SCAN && ++scans > MOST_SCANS) {
                throw new PictureFormatException(Kind.TOO_LARGE, "a JPEG file of more than " + MOST_SCANS + " scans");
            }
        }
    }
}
