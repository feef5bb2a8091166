package io.ctcservice.spark;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options that would have no effect in a job: refused, since a user who gives one expects an effect. */
final class IdleOptions {

    private static final String LANGUAGE_MODEL = "language-model";

    private static final List<String> OF_THE_MODEL = List.of("weight", "word-bonus", "unknown-log-prob");

    private static final List<String> OF_THE_BEAM =
            List.of(LANGUAGE_MODEL, "hotwords", "lexicon", "beam-width", "token-min-log-prob", "beam-min-log-prob");

    private static final Set<Task> DECODE = EnumSet.of(Task.DECODE);

    private static final Map<String, Set<Task>> TASKS = Map.ofEntries(
            Map.entry("decoder", DECODE),
            Map.entry("beam-width", DECODE),
            Map.entry("token-min-log-prob", DECODE),
            Map.entry("beam-min-log-prob", DECODE),
            Map.entry(LANGUAGE_MODEL, DECODE),
            Map.entry("weight", DECODE),
            Map.entry("word-bonus", DECODE),
            Map.entry("unknown-log-prob", DECODE),
            Map.entry("hotwords", DECODE),
            Map.entry("lexicon", DECODE),
            Map.entry("include", EnumSet.of(Task.DECODE, Task.ALIGN)),
            Map.entry("seconds-per-frame", EnumSet.of(Task.DECODE, Task.ALIGN, Task.SPOT)),
            Map.entry("on-unknown", EnumSet.of(Task.ALIGN)),
            Map.entry("leave-out", EnumSet.of(Task.ALIGN)),
            Map.entry("keywords", EnumSet.of(Task.SPOT)),
            Map.entry("threshold", EnumSet.of(Task.SPOT)));

    private IdleOptions() {}

    /** @throws UsageException naming an option that has no effect with the others, and why */
    static void refuse(Task task, Options options, boolean beam) {
        TASKS.forEach((name, tasks) -> {
            if (options.has(name) && !tasks.contains(task)) {
                throw new UsageException("--" + name + " is of no effect on the task " + Options.nameOf(task)
                        + "; expected not to be given");
            }
        });
        for (String name : OF_THE_BEAM) {
            if (options.has(name) && !beam) {
                throw new UsageException(
                        "--" + name + " is of no effect on greedy decoding; expected --decoder beam with it");
            }
        }
        for (String name : OF_THE_MODEL) {
            if (options.has(name) && !options.has(LANGUAGE_MODEL)) {
                throw new UsageException("--" + name + " is of no effect without --" + LANGUAGE_MODEL);
            }
        }
    }
}
