package io.ctcservice.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * A collector of warnings, filled while a request is served. Thread-safe; repeated warnings are merged, and their order
 * is that of the request.
 */
public final class Warnings {

    private static final int MOST = 20;
    private static final Pattern MORE = Pattern.compile("(\\d+) more warnings");

    private final ConcurrentSkipListSet<Warning> warnings = new ConcurrentSkipListSet<>(
            Comparator.comparing(Warning::pointer, Warnings::compare).thenComparing(Warning::detail));

    /**
     * Adds a warning.
     *
     * @param pointer JSON pointer into the request, {@code ""} for all of it
     * @param detail what was found, and what may have been meant; text of the request in it should be short
     */
    public void add(String pointer, String detail) {
        warnings.add(new Warning(pointer, detail));
    }

    /** Returns the warnings so far, at most some 20: the last one then says how many more there are. */
    public List<Warning> list() {
        var all = List.copyOf(warnings);
        if (all.size() <= MOST) {
            return all;
        }
        var first = new ArrayList<>(all.subList(0, MOST - 1));
        first.add(new Warning("", (all.size() - first.size()) + " more warnings"));
        return List.copyOf(first);
    }

    /** Returns for how many warnings a list of them stands, those that its last one only counts included. */
    static int count(List<Warning> list) {
        var more = MORE.matcher(list.isEmpty() ? "" : list.getLast().detail());
        return more.matches() ? list.size() - 1 + Integer.parseInt(more.group(1)) : list.size();
    }

    /** Compares two pointers step by step, indices as numbers. */
    private static int compare(String one, String other) {
        String[] steps = one.split("/", -1);
        String[] others = other.split("/", -1);
        for (int i = 0; i < Math.min(steps.length, others.length); i++) {
            int order = isIndex(steps[i]) && isIndex(others[i])
                    ? Integer.compare(Integer.parseInt(steps[i]), Integer.parseInt(others[i]))
                    : steps[i].compareTo(others[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(steps.length, others.length);
    }

    private static boolean isIndex(String step) {
        return !step.isEmpty() && step.length() < 10 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
