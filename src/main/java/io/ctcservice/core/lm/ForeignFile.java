package io.ctcservice.core.lm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file formats that are recognised by their first bytes but not read, for messages: other language models, and
 * common files.
 */
enum ForeignFile {
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

    /** Advice on how to convert a file. */
    private static final class Advice {
        static final String PLAIN = "expected an ARPA file or a binary of KenLM's, plain or gzip";
        static final String COMPILE_LM = "expected the ARPA file that compile-lm --text=yes makes of it";
        static final String LM_CONVERT = "expected the ARPA file that sphinx_lm_convert -ofmt arpa makes of it";
    }

    /** Returns the format of a stream by its first bytes; the stream must support marks and keeps its position. */
    static Optional<ForeignFile> of(InputStream file) throws IOException {
        file.mark(MOST_BYTES);
        String start = new String(file.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        file.reset();
        return Arrays.stream(values())
                .filter(form -> start.startsWith(form.magic, form.offset))
                .findFirst();
    }

    /** Returns the message that names the format and gives advice. */
    String refusal() {
        return refusal;
    }
}
