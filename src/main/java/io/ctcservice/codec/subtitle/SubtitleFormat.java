package io.ctcservice.codec.subtitle;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats of files with words and times, all in UTF-8. */
public enum SubtitleFormat {
    /**
     * Cues of at most two lines of 42 columns and 7 s.
     *
     * @see <a href="https://www.w3.org/TR/webvtt1/">WebVTT</a>
     */
    WEB_VTT {
        @Override
        String write(TimedTranscript transcript) {
            var file = new StringBuilder("WEBVTT\n");
            for (Cue cue : Cues.of(transcript)) {
                String text =
                        cue.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
                file.append('\n')
                        .append(times(cue, '.'))
                        .append('\n')
                        .append(text)
                        .append('\n');
            }
            return file.toString();
        }
    },

    /**
     * The same cues as in WebVTT. The format has no escapes: a word joiner, which is invisible, keeps players from
     * taking text for an arrow or a tag.
     */
    SUB_RIP {
        @Override
        String write(TimedTranscript transcript) {
            var file = new StringBuilder();
            List<Cue> cues = Cues.of(transcript);
            for (int i = 0; i < cues.size(); i++) {
                Cue cue = cues.get(i);
                String text = cue.text()
                        .replace("-->", "--\u2060>")
                        .replaceAll("<(?=[A-Za-z/])", "<\u2060")
                        .replaceAll("\\{(?=\\\\)", "{\u2060");
                file.append(i + 1).append('\n').append(times(cue, ',')).append('\n');
                file.append(text).append("\n\n");
            }
            return file.toString();
        }
    },

    /**
     * One word per line: utterance, channel 1, start, duration, word, confidence or {@code NA}.
     *
     * @see <a href="https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm">NIST SCTK, input formats</a>
     */
    CTM {
        @Override
        public boolean takesMany() {
            return true;
        }

        @Override
        String write(TimedTranscript transcript) {
            var file = new StringBuilder();
            String id = nameOf(transcript.id());
            for (TimedText word : transcript.words()) {
                // both ends are rounded, not the duration, so that no word reaches into the next
                long start = millis(word.start());
                String confidence =
                        Double.isNaN(word.confidence()) ? "NA" : String.format(Locale.ROOT, "%.3f", word.confidence());
                file.append(String.join(
                                " ",
                                id,
                                "1",
                                seconds(start),
                                seconds(millis(word.end()) - start),
                                field(word.text()),
                                confidence))
                        .append('\n');
            }
            return file.toString();
        }

        @Override
        public String nameOf(String id) {
            String field = field(id);
            return field.startsWith(";;") ? "_" + field : field;
        }

        @Override
        public String comment(String text) {
            return ";; " + WHITE_SPACE.matcher(text).replaceAll(" ") + "\n";
        }
    },

    /**
     * Two tiers of intervals, words and tokens, that cover the utterance.
     *
     * @see <a href="https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html">Praat, TextGrid file formats</a>
     */
    TEXT_GRID {
        @Override
        String write(TimedTranscript transcript) {
            return TextGrid.of(transcript);
        }
    };

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\p{Cc}\\p{Z}]+");

    /** Returns whether a file can hold more than one utterance. */
    public boolean takesMany() {
        return false;
    }

    /** Returns the id of an utterance as it is written. */
    public String nameOf(String id) {
        return id;
    }

    /** Returns a comment line, which programs skip; empty for formats of one utterance. */
    public String comment(String text) {
        return "";
    }

    /**
     * Returns the file of these utterances.
     *
     * @throws IllegalArgumentException if they are not one and the format does not take many
     */
    public String write(List<TimedTranscript> transcripts) {
        if (transcripts.size() != 1 && !takesMany()) {
            throw new IllegalArgumentException(name() + " of " + transcripts.size() + " utterances");
        }
        return transcripts.stream().map(this::write).collect(Collectors.joining());
    }

    abstract String write(TimedTranscript transcript);

    private static String times(Cue cue, char point) {
        return clock(cue.start(), point) + " --> " + clock(cue.end(), point);
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
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

    /** Returns a text as one field: spaces separate fields, so they cannot stand inside one. */
    private static String field(String text) {
        String field = WHITE_SPACE.matcher(text).replaceAll("_");
        return field.isEmpty() ? "_" : field;
    }
}
