package io.ctcservice.spark;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The functions of this JVM, each made once and shared by the tasks of an executor. */
final class RowFunctions {

    /** The most that are kept: a job has one, a session a few. */
    private static final int MOST = 64;

    private static final ConcurrentMap<Settings, RowFunction> MADE = new ConcurrentHashMap<>();

    private RowFunctions() {}

    /** Returns the function with these settings. */
    static RowFunction of(Settings settings) {
        var made = MADE.get(settings);
        if (made != null) {
            return made;
        }
        if (MADE.size() >= MOST) {
            MADE.clear();
        }
        return MADE.computeIfAbsent(settings, RowFunction::new);
    }
}
