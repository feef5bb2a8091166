package io.ctcservice.codec.subtitle;

import io.ctcservice.core.text.ByteSymbols;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Running text with times, split where a line may end: between words, and in scripts without spaces by Unicode's rules
 * or, for Thai, a dictionary. Immutable.
 */
final class RunningText {

    private static final Locale THAI = Locale.of("th");

    /**
     * A piece of text without a line break inside.
     *
     * @param text without spaces at its end
     * @param spaced whether a space follows
     * @param start in seconds, of its first piece that has a time
     * @param end in seconds, of its last; not before {@code start}
     * @param endsLine whether a new line follows
     */
    record Unit(String text, boolean spaced, double start, double end, boolean endsLine) {}

    private static final char NEW_LINE = TimedTranscript.NEW_LINE.charAt(0);

    private final StringBuilder text = new StringBuilder();
    private final List<TimedText> times = new ArrayList<>(); // of each character of the text

    private RunningText() {}

    /**
     * Returns the units of a running text.
     *
     * @param pieces in order; one whose end is its start has no time of its own
     * @param widest columns that a unit may have: a longer one is cut
     */
    static List<Unit> units(List<TimedText> pieces, int widest) {
        var running = new RunningText();
        joined(pieces).forEach(running::add);
        return running.units(widest);
    }

    /** Returns the pieces with those joined that are bytes one after the other, since a character may need several. */
    private static List<TimedText> joined(List<TimedText> pieces) {
        var joined = new ArrayList<TimedText>();
        for (TimedText piece : pieces) {
            TimedText last = joined.isEmpty() ? piece : joined.getLast();
            if (ByteSymbols.endsWithByte(last.text())
                    && ByteSymbols.beginsWithByte(piece.text())
                    && !joined.isEmpty()) {
                joined.set(
                        joined.size() - 1,
                        new TimedText(last.text() + piece.text(), last.start(), piece.end(), Double.NaN));
            } else {
                joined.add(piece);
            }
        }
        joined.replaceAll(piece ->
                new TimedText(ByteSymbols.joined(piece.text()), piece.start(), piece.end(), piece.confidence()));
        return joined;
    }

    /**
     * Adds a piece: line breaks within and other control characters become spaces, and a run of spaces becomes one. A new line
     * before it takes the place of spaces.
     */
    private void add(TimedText piece) {
        boolean begins = piece.text().startsWith(TimedTranscript.NEW_LINE) && !text.isEmpty();
        if (begins) {
            if (endsInSpace()) {
                text.setCharAt(text.length() - 1, NEW_LINE);
            } else {
                text.append(NEW_LINE);
                times.add(piece);
            }
        }
        piece.text().codePoints().forEach(character -> {
            boolean space = character == ' ' || isBreaking(character);
            if (space && (text.isEmpty() || endsInSpace())) {
                return;
            }
            text.appendCodePoint(space ? ' ' : character);
            while (times.size() < text.length()) {
                times.add(piece);
            }
        });
    }

    private boolean endsInSpace() {
        char last = text.charAt(text.length() - 1);
        return last == ' ' || last == NEW_LINE;
    }

    private static boolean isBreaking(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private List<Unit> units(int widest) {
        var units = new ArrayList<Unit>();
        var breaks = BreakIterator.getLineInstance(hasThai() ? THAI : Locale.ROOT);
        breaks.setText(text.toString());
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            addUnits(units, from, to, widest);
            from = to;
        }
        return timed(units);
    }

    /**
     * Returns the units with times for all: a unit without one gets the end of the unit before it, or the start of the
     * first unit that has one.
     */
    private static List<Unit> timed(List<Unit> units) {
        double time = units.stream()
                .mapToDouble(Unit::start)
                .filter(start -> !Double.isNaN(start))
                .findFirst()
                .orElse(0);
        var timed = new ArrayList<Unit>();
        for (Unit unit : units) {
            boolean known = !Double.isNaN(unit.start());
            timed.add(known ? unit : new Unit(unit.text(), unit.spaced(), time, time, unit.endsLine()));
            time = known ? unit.end() : time;
        }
        return timed;
    }

    private boolean hasThai() {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.THAI);
    }

    /** Adds the text between two possible line ends, split only if it is too wide. */
    private void addUnits(List<Unit> units, int from, int to, int widest) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        String part = text.substring(from, to).stripTrailing();
        characters.setText(part);
        int first = 0;
        int last = 0;
        int columns = 0;
        for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
            int more = Columns.of(part.substring(last, next));
            if (last > first && columns + more > widest) {
                addUnit(units, from + first, from + last, false, false);
                first = last;
                columns = 0;
            }
            columns += more;
            last = next;
        }
        if (last > first) {
            addUnit(units, from + first, from + last, from + part.length() < to, text.charAt(to - 1) == NEW_LINE);
        }
    }

    private void addUnit(List<Unit> units, int from, int to, boolean spaced, boolean endsLine) {
        double start = Double.NaN;
        double end = Double.NaN;
        for (TimedText piece : times.subList(from, to)) {
            if (piece.end() > piece.start()) {
                start = Double.isNaN(start) ? piece.start() : start;
                end = piece.end();
            }
        }
        units.add(new Unit(text.substring(from, to), spaced, start, end, endsLine));
    }
}
