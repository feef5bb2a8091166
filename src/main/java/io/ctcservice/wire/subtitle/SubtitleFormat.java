package io.ctcservice.wire.subtitle;

import java.util.List;
import java.util.Locale;

/** The formats of files with words and times, all in UTF-8. */
public enum SubtitleFormat {
    /**
     * Cues of at most 42 characters and 7 s.
     *
     * @see <a href="https://www.w3.org/TR/webvtt1/">WebVTT</a>
     */
    WEB_VTT {
        @Override
        public String write(TimedTranscript transcript) {
            var file = new StringBuilder("WEBVTT\n");
            for (TimedText cue : Cues.of(transcript.words())) {
                file.append("\n%s\n%s\n"
                        .formatted(
                                times(cue, '.'),
                                cue.text()
                                        .replace("&", "&amp;")
                                        .replace("<", "&lt;")
                                        .replace(">", "&gt;")));
            }
            return file.toString();
        }
    },

    /**
     * The same cues. The format has no escapes: a word joiner, which is invisible, keeps players from taking text for an
     * arrow or a tag.
     */
    SUB_RIP {
        @Override
        public String write(TimedTranscript transcript) {
            var file = new StringBuilder();
            List<TimedText> cues = Cues.of(transcript.words());
            for (int i = 0; i < cues.size(); i++) {
                TimedText cue = cues.get(i);
                file.append("%d\n%s\n%s\n\n"
                        .formatted(
                                i + 1,
                                times(cue, ','),
                                cue.text()
                                        .replace("-->", "--\u2060>")
                                        .replaceAll("<(?=[A-Za-z/])", "<\u2060")
                                        .replaceAll("\\{(?=\\\\)", "{\u2060")));
            }
            return file.toString();
        }
    },

    /**
     * One word a line: utterance, channel 1, start, duration, word, confidence.
     *
     * @see <a href="https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm">NIST SCTK, input formats</a>
     */
    CTM {
        @Override
        public String write(TimedTranscript transcript) {
            var file = new StringBuilder();
            String id = field(transcript.id());
            for (TimedText word : transcript.words()) {
                file.append(String.format(
                        Locale.ROOT,
                        "%s 1 %.3f %.3f %s %.3f\n",
                        id.startsWith(";;") ? "_" + id : id,
                        word.start(),
                        word.end() - word.start(),
                        field(word.text()),
                        word.confidence()));
            }
            return file.toString();
        }
    },

    /**
     * Two tiers of intervals, words and tokens, that cover the utterance.
     *
     * @see <a href="https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html">Praat, TextGrid file formats</a>
     */
    TEXT_GRID {
        @Override
        public String write(TimedTranscript transcript) {
            return TextGrid.of(transcript);
        }
    };

    /** Returns the file. */
    public abstract String write(TimedTranscript transcript);

    /** Returns when a cue begins and ends, to the millisecond, and at least one later. */
    private static String times(TimedText cue, char point) {
        long start = Math.round(cue.start() * 1000);
        long end = Math.max(start + 1, Math.round(cue.end() * 1000));
        return clock(start, point) + " --> " + clock(end, point);
    }

    /** Returns hours:minutes:seconds with milliseconds after {@code point}. */
    private static String clock(long millis, char point) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                point,
                millis % 1000);
    }

    /** Returns a text as one field: spaces part fields, so they cannot stand inside one. */
    private static String field(String text) {
        String field = text.replaceAll("[\\s\\p{Cntrl}\\p{Z}]+", "_");
        return field.isEmpty() ? "_" : field;
    }
}
