package io.ctcservice.wire.subtitle;

import java.util.ArrayList;
import java.util.List;

/** Groups words into what can be read on a screen. */
final class Cues {

    /** Characters of a cue, unless one word alone is longer. */
    static final int MOST_CHARACTERS = 42;

    /** Seconds that a cue stays. */
    static final double MOST_SECONDS = 7;

    /** Seconds of silence after which a new cue begins. */
    static final double LONGEST_PAUSE = 2;

    private Cues() {}

    /** Returns the words joined by spaces to cues; a cue that one word alone stretches too long is cut short. */
    static List<TimedText> of(List<TimedText> words) {
        var cues = new ArrayList<TimedText>();
        var line = new StringBuilder();
        double start = 0;
        double end = 0;
        for (TimedText word : words) {
            String text = word.line();
            boolean fits = length(line) + 1 + length(text) <= MOST_CHARACTERS
                    && word.end() - start <= MOST_SECONDS
                    && word.start() - end <= LONGEST_PAUSE;
            if (!line.isEmpty() && !fits) {
                cues.add(cue(line, start, end));
                line.setLength(0);
            }
            start = line.isEmpty() ? word.start() : start;
            line.append(line.isEmpty() ? "" : " ").append(text);
            end = word.end();
        }
        if (!line.isEmpty()) {
            cues.add(cue(line, start, end));
        }
        return cues;
    }

    private static TimedText cue(StringBuilder line, double start, double end) {
        return new TimedText(line.toString(), start, Math.min(end, start + MOST_SECONDS), 1);
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
