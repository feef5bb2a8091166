package io.ctcservice.core.lm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Forms of files that hold language models, or any file, and are not read: known by their first bytes. */
enum ForeignFile {
    KENLM("mmap lm ", 0, "a binary of KenLM's; expected the ARPA file that it was made from"),
    IRSTLM("blmt", 0, "a binary of IRSTLM's; " + Advice.COMPILE_LM),
    IRSTLM_QUANTIZED("Qblmt", 0, "a binary of IRSTLM's; " + Advice.COMPILE_LM),
    IARPA("iARPA", 0, "IRSTLM's own form (iARPA), whose numbers are not those of an ARPA file; " + Advice.COMPILE_LM),
    QARPA("qARPA", 0, "IRSTLM's quantized form (qARPA); " + Advice.COMPILE_LM),
    SPHINX("Trie Language Model", 0, "a binary of CMU Sphinx's; " + Advice.LM_CONVERT),
    SPHINX_DUMP("Darpa Trigram LM", 4, "a dump of CMU Sphinx's (DMP); " + Advice.LM_CONVERT),
    OPENFST("\u00d6\u00fd\u00b2~", 0, "a transducer of OpenFst's; expected the ARPA file that it was made from"),
    BZIP2("BZh", 0, "compressed with bzip2; " + Advice.PLAIN),
    XZ("\u00fd7zXZ\0", 0, "compressed with xz; " + Advice.PLAIN),
    ZSTANDARD("(\u00b5/\u00fd", 0, "compressed with zstd; " + Advice.PLAIN),
    LZ4("\u0004\"M\u0018", 0, "compressed with lz4; " + Advice.PLAIN),
    SEVEN_ZIP("7z\u00bc\u00af'\u001c", 0, "a 7z archive; " + Advice.PLAIN),
    ZIP("PK\u0003\u0004", 0, "a zip archive; " + Advice.PLAIN),
    TAR("ustar", 257, "a tar archive; " + Advice.PLAIN);

    private static final int MOST_BYTES = 262;

    private final String magic;
    private final int offset;
    private final String refusal;

    ForeignFile(String magic, int offset, String refusal) {
        this.magic = magic;
        this.offset = offset;
        this.refusal = refusal;
    }

    /** What to do. */
    private static final class Advice {
        static final String PLAIN = "expected an ARPA file, plain or gzip";
        static final String COMPILE_LM = "expected the ARPA file that compile-lm --text=yes makes of it";
        static final String LM_CONVERT = "expected the ARPA file that sphinx_lm_convert -ofmt arpa makes of it";
    }

    /** Returns what a stream, which can be marked, begins like; it is left where it was. */
    static Optional<ForeignFile> of(InputStream file) throws IOException {
        file.mark(MOST_BYTES);
        String start = new String(file.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        file.reset();
        return Arrays.stream(values())
                .filter(form -> start.startsWith(form.magic, form.offset))
                .findFirst();
    }

    /** Returns what the file is and what to do. */
    String refusal() {
        return refusal;
    }
}
