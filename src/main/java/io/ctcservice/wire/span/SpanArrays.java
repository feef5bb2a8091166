package io.ctcservice.wire.span;

import io.ctcservice.wire.npy.NpyArray;
import io.ctcservice.wire.npy.NpzArchive;
import java.util.List;

/** Spans as arrays of an archive, one element a span. */
public final class SpanArrays {

    private SpanArrays() {}

    /** Adds {@code <kind>_start_<id>}, {@code …_end_…} and {@code …_score_…}. */
    public static void add(NpzArchive archive, String kind, String id, List<? extends TimedSpan> spans) {
        int[] starts = spans.stream().mapToInt(TimedSpan::start).toArray();
        int[] ends = spans.stream().mapToInt(TimedSpan::end).toArray();
        double[] scores = spans.stream().mapToDouble(TimedSpan::score).toArray();
        archive.add(kind + "_start_" + id, NpyArray.ofInts(starts))
                .add(kind + "_end_" + id, NpyArray.ofInts(ends))
                .add(kind + "_score_" + id, NpyArray.ofDoubles(scores));
    }

    /** Adds {@code word_text_<id>} and where the words are, as {@link #add} does, and {@code word_confidence_<id>}. */
    public static void addWords(NpzArchive archive, String id, List<? extends TimedWord> words) {
        archive.add(
                "word_text_" + id,
                NpyArray.ofTexts(words.stream().map(TimedWord::text).toList()));
        add(archive, "word", id, words);
        double[] confidences = words.stream().mapToDouble(TimedWord::confidence).toArray();
        archive.add("word_confidence_" + id, NpyArray.ofDoubles(confidences));
    }
}
