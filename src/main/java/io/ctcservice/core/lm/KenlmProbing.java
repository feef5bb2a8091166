package io.ctcservice.core.lm;

import java.io.IOException;
import java.util.ArrayList;

/** A reader of the hash tables of a binary of KenLM's: they have the keys of {@link NgramTable}. */
final class KenlmProbing {

    private static final int VOCABULARY_BUCKET = Long.BYTES + Integer.BYTES;

    private final PackedInput file;
    private final KenlmHeader header;
    private final boolean rests;

    KenlmProbing(PackedInput file, KenlmHeader header) {
        this.file = file;
        this.header = header;
        this.rests = header.type() == KenlmHeader.Type.REST_PROBING;
    }

    KenlmNgrams read() throws IOException {
        int version = file.readInt();
        long words = Integer.toUnsignedLong(file.readInt());
        if (version != 0 || words == 0 || words > header.count(1) + 1) {
            throw KenlmReader.damaged("its vocabulary");
        }
        file.skipTo(file.position() + VOCABULARY_BUCKET * buckets(header.count(1)));
        long end = file.position() + (2L + (rests ? 1 : 0)) * Float.BYTES * (header.count(1) + 1);
        var weights = new KenlmSingleWeights();
        for (int i = 0; i < words; i++) {
            weights.add(logProb(), file.readFloat());
            skipRest();
        }
        file.skipTo(end);
        var longer = new ArrayList<NgramTable>();
        for (int n = 2; n <= header.order(); n++) {
            longer.add(table(n));
        }
        return new KenlmNgrams(weights, longer);
    }

    private NgramTable table(int n) throws IOException {
        boolean longest = n == header.order();
        var table = new NgramTable(header.count(n), !longest);
        long buckets = buckets(header.count(n));
        for (long i = 0; i < buckets; i++) {
            long key = file.readLong();
            float logProb = logProb();
            float logBackoff = longest ? 0 : file.readFloat();
            if (!longest) {
                skipRest();
            }
            KenlmReader.requireWeights(logProb, logBackoff);
            if (key != 0 && !table.add(NgramTable.used(key), logProb, logBackoff)) {
                throw KenlmReader.damaged("its " + n + "-grams");
            }
        }
        return table;
    }

    /** Returns a log-probability; its sign says whether longer n-grams end with this one. */
    private float logProb() throws IOException {
        return -Math.abs(file.readFloat());
    }

    private void skipRest() throws IOException {
        if (rests) {
            file.readFloat();
        }
    }

    private long buckets(long entries) {
        return Math.max(entries + 1, (long) (header.bucketsPerEntry() * (float) entries));
    }
}
