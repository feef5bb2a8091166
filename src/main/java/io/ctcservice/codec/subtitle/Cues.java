package io.ctcservice.codec.subtitle;

import io.ctcservice.codec.subtitle.RunningText.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A division of running text into cues that can be read on a screen: of all that fit, the one that splits the fewest
 * sentences, prefers pauses, and gives the reader time. A new line of the text begins a cue. Time is linear in the length of the text.
 */
public final class Cues {

    /** The width of a line in columns: 42 letters or 21 full-width characters. */
    static final int LINE_COLUMNS = 42;

    /** The longest duration of a cue in seconds. */
    static final double MOST_SECONDS = 7;

    /** The shortest duration of a cue in seconds, if silence follows it. */
    static final double LEAST_SECONDS = 0.8;

    /** The pause in seconds after which a new cue begins. */
    static final double LONGEST_PAUSE = 2;

    /** The comfortable reading speed, in columns per second. */
    static final double READING_SPEED = 17;

    private static final String SENTENCE_ENDS = ".!?…。！？؟।";
    private static final String CLAUSE_ENDS = ",;:、，；：،—–";
    private static final String CLOSING = "\"'”’»)]}）」』】》";

    /** The cost of a new cue, and of splitting text that belongs together. */
    private static final double COST_OF_CUE = 1;

    private static final double COST_OF_PARTING = 2;
    private static final double COST_OF_PARTING_CLAUSES = 0.7;
    private static final double PAUSE = 0.4;

    /** An upper bound of the units in a cue; only units without width could exceed it. */
    private static final int MOST_UNITS = 200;

    private final List<Unit> units;
    private final double seconds;
    private final int[] columns; // up to each unit, spaces between included

    private Cues(List<Unit> units, double seconds) {
        this.units = units;
        this.seconds = seconds;
        this.columns = new int[units.size() + 1];
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            columns[i + 1] = columns[i] + Columns.of(unit.text()) + (unit.spaced() ? 1 : 0);
        }
    }

    /** Returns the cues of a transcript's running text: in order, not overlapping, to the millisecond. */
    public static List<Cue> of(TimedTranscript transcript) {
        var cues = new Cues(RunningText.units(transcript.runningText(), LINE_COLUMNS), transcript.seconds());
        return cues.timed(cues.parted());
    }

    /** Returns the last unit of each cue of the best division, in order. */
    private List<Integer> parted() {
        var costs = new double[units.size() + 1];
        var begins = new int[units.size() + 1];
        Arrays.fill(costs, Double.POSITIVE_INFINITY);
        costs[0] = 0;
        for (int to = 1; to < costs.length; to++) {
            double parting = costOfPartingAt(to);
            double silence = 0;
            for (int from = to - 1; from >= 0 && fits(from, to); from--) {
                silence += from + 1 < to ? Math.max(0, pauseAfter(from) - PAUSE) : 0;
                double cost = costs[from] + COST_OF_CUE + parting + silence + costOfHaste(from, to);
                if (cost < costs[to]) {
                    costs[to] = cost;
                    begins[to] = from;
                }
            }
        }
        var ends = new ArrayList<Integer>();
        for (int to = units.size(); to > 0; to = begins[to]) {
            ends.addFirst(to);
        }
        return ends;
    }

    /** Returns whether the units {@code [from, to)} fit into one cue; a single unit always does. */
    private boolean fits(int from, int to) {
        return to - from == 1
                || (to - from <= MOST_UNITS
                        && !units.get(from).endsLine()
                        && pauseAfter(from) <= LONGEST_PAUSE
                        && units.get(to - 1).end() - units.get(from).start() <= MOST_SECONDS
                        && lineBreak(from, to) >= 0);
    }

    private double pauseAfter(int unit) {
        return units.get(unit + 1).start() - units.get(unit).end();
    }

    private double costOfPartingAt(int to) {
        if (to == units.size()) {
            return 0;
        }
        String text = withoutClosing(units.get(to - 1).text());
        int last = text.isEmpty() ? ' ' : text.codePointBefore(text.length());
        if (SENTENCE_ENDS.indexOf(last) >= 0) {
            return 0;
        }
        boolean parted = CLAUSE_ENDS.indexOf(last) >= 0 || pauseAfter(to - 1) >= PAUSE;
        return parted ? COST_OF_PARTING_CLAUSES : COST_OF_PARTING;
    }

    private static String withoutClosing(String text) {
        int end = text.length();
        while (end > 0 && CLOSING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Returns the cost of a cue that is shorter than the reading time of its text, by the missing share. */
    private double costOfHaste(int from, int to) {
        double needed = secondsToRead(from, to);
        return Math.max(0, needed - (room(from, to) - units.get(from).start())) / needed;
    }

    private double secondsToRead(int from, int to) {
        return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, columns(from, to) / READING_SPEED));
    }

    /** Returns the time until which a cue may stay. */
    private double room(int from, int to) {
        double next = to < units.size()
                ? units.get(to).start()
                : Math.max(seconds, units.get(to - 1).end());
        return Math.min(next, units.get(from).start() + MOST_SECONDS);
    }

    /** Returns the width of units on one line, in columns. */
    private int columns(int from, int to) {
        return columns[to] - columns[from] - (units.get(to - 1).spaced() ? 1 : 0);
    }

    /**
     * Returns the index of the unit that begins the second line, {@code to} if all fit into one line, −1 if they do not
     * fit into two.
     */
    private int lineBreak(int from, int to) {
        int all = columns(from, to);
        if (all <= LINE_COLUMNS) {
            return to;
        }
        if (all > 2 * LINE_COLUMNS + 1) {
            return -1;
        }
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int at = from + 1; at < to; at++) {
            int first = columns(from, at);
            int second = columns(at, to);
            double cost = Math.abs(first - second) + LINE_COLUMNS / 4.0 * costOfPartingAt(at);
            if (first <= LINE_COLUMNS && second <= LINE_COLUMNS && cost < least) {
                best = at;
                least = cost;
            }
        }
        return best;
    }

    private List<Cue> timed(List<Integer> ends) {
        var cues = new ArrayList<Cue>();
        long free = 0;
        int from = 0;
        for (int to : ends) {
            double wanted = Math.max(units.get(to - 1).end(), units.get(from).start() + secondsToRead(from, to));
            // the end is that of the room, rounded as the start of the next cue is: so none overlaps
            long start = Math.max(free, Math.round(units.get(from).start() * 1000));
            long end = Math.max(start + 1, Math.round(Math.min(wanted, room(from, to)) * 1000));
            cues.add(new Cue(lines(from, to), start, end));
            free = end;
            from = to;
        }
        return cues;
    }

    private List<String> lines(int from, int to) {
        int at = lineBreak(from, to);
        return at < 0 || at == to ? List.of(line(from, to)) : List.of(line(from, at), line(at, to));
    }

    private String line(int from, int to) {
        return units.subList(from, to).stream()
                .map(unit -> unit.spaced() ? unit.text() + " " : unit.text())
                .collect(Collectors.joining())
                .strip();
    }
}
