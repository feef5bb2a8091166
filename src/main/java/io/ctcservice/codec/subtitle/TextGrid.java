package io.ctcservice.codec.subtitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A writer of Praat's TextGrid files, in the long text format. */
final class TextGrid {

    private TextGrid() {}

    static String of(TimedTranscript transcript) {
        var file = new StringBuilder();
        file.append(String.format(Locale.ROOT, """
                File type = "ooTextFile"
                Object class = "TextGrid"

                xmin = 0
                xmax = %s
                tiers? <exists>
                size = 2
                item []:
                """, number(transcript.seconds())));
        appendTier(file, 1, "words", transcript.words(), transcript.seconds());
        appendTier(file, 2, "tokens", transcript.tokens(), transcript.seconds());
        return file.toString();
    }

    private static void appendTier(StringBuilder file, int index, String name, List<TimedText> texts, double seconds) {
        List<TimedText> intervals = tiling(texts, seconds);
        file.append(String.format(Locale.ROOT, """
                    item [%d]:
                        class = "IntervalTier"
                        name = "%s"
                        xmin = 0
                        xmax = %s
                        intervals: size = %d
                """, index, name, number(seconds), intervals.size()));
        for (int i = 0; i < intervals.size(); i++) {
            TimedText interval = intervals.get(i);
            file.append(String.format(
                    Locale.ROOT,
                    """
                            intervals [%d]:
                                xmin = %s
                                xmax = %s
                                text = "%s"
                    """,
                    i + 1,
                    number(interval.start()),
                    number(interval.end()),
                    interval.line().replace("\"", "\"\""))); // a quotation mark is written twice
        }
    }

    /**
     * Returns the texts with intervals of silence between them: together they cover the utterance. The format has no
     * empty intervals: a text that has no room goes into the one before, at the start into the one after.
     */
    private static List<TimedText> tiling(List<TimedText> texts, double seconds) {
        var intervals = new ArrayList<TimedText>();
        var pending = new ArrayList<TimedText>(); // before the first interval
        double end = 0;
        for (TimedText text : texts) {
            double start = Math.max(text.start(), end);
            if (start > end) {
                intervals.add(silence(end, start));
            }
            if (text.end() > start) {
                intervals.add(new TimedText(text.text(), start, text.end(), text.confidence()));
            } else if (!intervals.isEmpty()) {
                TimedText last = intervals.removeLast();
                intervals.add(joined(last, last, text));
            } else {
                pending.add(text);
            }
            end = Math.max(end, text.end());
        }
        if (end < seconds || intervals.isEmpty()) {
            intervals.add(silence(end, seconds));
        }
        for (TimedText text : pending.reversed()) {
            TimedText first = intervals.removeFirst();
            intervals.addFirst(joined(first, text, first));
        }
        return intervals;
    }

    /** Returns an interval with two texts, one after the other. */
    private static TimedText joined(TimedText interval, TimedText one, TimedText next) {
        String text = (one.line() + " " + next.line()).strip();
        return new TimedText(text, interval.start(), interval.end(), interval.confidence());
    }

    private static TimedText silence(double from, double to) {
        return new TimedText("", from, to, 1);
    }

    private static String number(double seconds) {
        return String.format(Locale.ROOT, "%.6f", seconds);
    }
}
