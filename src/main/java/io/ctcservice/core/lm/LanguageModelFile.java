package io.ctcservice.core.lm;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file with a language model, plain or gzip: opens it, tells its format by its first bytes, and has it read. */
final class LanguageModelFile {

    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
    private static final int BUFFER = 1 << 16;

    private LanguageModelFile() {}

    /**
     * Returns the model in a file, which is read to the end of the model and not closed.
     *
     * @throws LanguageModelFormatException with the fault, if it is none
     */
    static NgramLanguageModel read(InputStream file) throws IOException {
        InputStream plain = plain(new BufferedInputStream(file, BUFFER));
        return startsWith(plain, KenlmHeader.MAGIC) ? new KenlmReader(plain).read() : new ArpaReader(plain).read();
    }

    private static InputStream plain(InputStream file) throws IOException {
        try {
            refuseForeign(file);
            if (!startsWith(file, GZIP_MAGIC)) {
                return file;
            }
            var unzipped = new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER);
            refuseForeign(unzipped);
            return unzipped;
        } catch (EOFException | ZipException e) {
            throw new ArpaFormatException(1, brokenGzip(e));
        }
    }

    private static void refuseForeign(InputStream file) throws IOException {
        Optional<ForeignFile> other = ForeignFile.of(file);
        if (other.isPresent()) {
            throw new ArpaFormatException(1, other.get().refusal());
        }
    }

    private static boolean startsWith(InputStream file, byte[] magic) throws IOException {
        file.mark(magic.length);
        byte[] start = file.readNBytes(magic.length);
        file.reset();
        return Arrays.equals(start, magic);
    }

    /** Returns the fault of a gzip stream that cannot be read on. */
    static String brokenGzip(IOException e) {
        return "the gzip stream is cut off or broken" + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
