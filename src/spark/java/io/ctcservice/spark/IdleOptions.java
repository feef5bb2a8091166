package io.ctcservice.spark;

import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.spark.Settings.Include;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options that would have no effect in a job: refused, since a user who gives one expects an effect. */
final class IdleOptions {

    private static final String INCLUDE = "include";
    private static final String SECONDS_PER_FRAME = "seconds-per-frame";
    private static final String LANGUAGE_MODEL = "language-model";
    private static final String N_BEST = "n-best";
    private static final String HOTWORDS = "hotwords";
    private static final String WHOLE_WORDS = "whole-words";
    private static final String LEXICON = "lexicon";
    private static final String TOKEN_MIN_LOG_PROB = "token-min-log-prob";
    private static final String BEAM_MIN_LOG_PROB = "beam-min-log-prob";
    private static final String WITHOUT_VOCABULARY = "without --vocabulary, since labels have no text then";

    private static final List<String> OF_THE_MODEL = List.of("weight", "word-bonus", "unknown-log-prob");

    private static final List<String> OF_THE_BEAM = List.of(
            LANGUAGE_MODEL,
            HOTWORDS,
            WHOLE_WORDS,
            LEXICON,
            "beam-width",
            N_BEST,
            TOKEN_MIN_LOG_PROB,
            BEAM_MIN_LOG_PROB);

    private static final List<String> OF_TEXTS = List.of("word-delimiter", "on-unknown");

    private static final Set<Task> DECODE = EnumSet.of(Task.DECODE);
    private static final Set<Task> ALIGN = EnumSet.of(Task.ALIGN);
    private static final Set<Task> SPOT = EnumSet.of(Task.SPOT);
    private static final Set<Task> OF_WORDS = EnumSet.of(Task.DECODE, Task.ALIGN);

    private static final Map<String, Set<Task>> TASKS = Map.ofEntries(
            Map.entry("decoder", DECODE),
            Map.entry("beam-width", DECODE),
            Map.entry(N_BEST, DECODE),
            Map.entry(TOKEN_MIN_LOG_PROB, DECODE),
            Map.entry(BEAM_MIN_LOG_PROB, DECODE),
            Map.entry(LANGUAGE_MODEL, DECODE),
            Map.entry("weight", DECODE),
            Map.entry("word-bonus", DECODE),
            Map.entry("unknown-log-prob", DECODE),
            Map.entry(HOTWORDS, DECODE),
            Map.entry(WHOLE_WORDS, DECODE),
            Map.entry(LEXICON, DECODE),
            Map.entry(INCLUDE, OF_WORDS),
            Map.entry(SECONDS_PER_FRAME, EnumSet.of(Task.DECODE, Task.ALIGN, Task.SPOT)),
            Map.entry("on-unknown", ALIGN),
            Map.entry("leave-out", ALIGN),
            Map.entry("keywords", SPOT),
            Map.entry("threshold", SPOT));

    private static final Map<Include, Set<Task>> PARTS = new EnumMap<>(Map.of(
            Include.TOKENS,
            OF_WORDS,
            Include.WORDS,
            OF_WORDS,
            Include.FRAME_PATH,
            OF_WORDS,
            Include.VERDICT,
            ALIGN,
            Include.DISTRIBUTION,
            ALIGN));

    private final Task task;
    private final Options options;

    IdleOptions(Task task, Options options) {
        this.task = task;
        this.options = options;
    }

    /**
     * Refuses an option that has no effect with the others, whatever the rows are.
     *
     * @param beam whether a beam search decodes
     * @param hasSymbols whether labels have a text
     * @param include the parts of a row, given or usual
     * @throws UsageException naming the option, and why
     */
    void refuse(boolean beam, boolean hasSymbols, Set<Include> include) {
        String here = "on the task " + Options.nameOf(task);
        TASKS.forEach((name, tasks) -> refuseIf(!tasks.contains(task), name, here + "; expected not to be given"));
        PARTS.forEach((part, tasks) -> refuseIf(include.contains(part) && !tasks.contains(task), part, here));
        refuseOfSearch(beam);
        if (!hasSymbols) {
            OF_TEXTS.forEach(name -> refuseIf(true, name, WITHOUT_VOCABULARY));
            refuseIf(include.contains(Include.WORDS), Include.WORDS, WITHOUT_VOCABULARY);
        }
        if (task != Task.SPOT) {
            boolean hasTokens = include.contains(Include.TOKENS);
            boolean hasTimes = hasTokens || include.contains(Include.WORDS);
            refuseIf(!hasSymbols && !hasTokens, SECONDS_PER_FRAME, WITHOUT_VOCABULARY);
            refuseIf(!hasTimes, SECONDS_PER_FRAME, "without words or tokens; expected them in --include");
        }
    }

    private void refuseOfSearch(boolean beam) {
        OF_THE_BEAM.forEach(name -> refuseIf(!beam, name, "on greedy decoding; expected --decoder beam with it"));
        OF_THE_MODEL.forEach(name -> refuseIf(!options.has(LANGUAGE_MODEL), name, "without --" + LANGUAGE_MODEL));
        refuseIf(!options.has(HOTWORDS), WHOLE_WORDS, "without --" + HOTWORDS);
        var usual = BeamSettings.usual(options.has(LEXICON));
        boolean isWithinBeam = options.number(TOKEN_MIN_LOG_PROB, usual.tokenMinLogProb())
                >= options.number(BEAM_MIN_LOG_PROB, usual.beamMinLogProb());
        refuseIf(
                options.has(LEXICON) && isWithinBeam,
                TOKEN_MIN_LOG_PROB,
                "with --" + LEXICON + ", whose words are looked for in all of the beam; expected less than --"
                        + BEAM_MIN_LOG_PROB);
    }

    private void refuseIf(boolean isIdle, String name, String why) {
        if (isIdle && options.has(name)) {
            throw idle(name, why);
        }
    }

    private void refuseIf(boolean isIdle, Include part, String why) {
        if (isIdle && options.has(INCLUDE)) {
            throw idle(INCLUDE + " " + Options.nameOf(part), why);
        }
    }

    private static UsageException idle(String option, String why) {
        return new UsageException("--" + option + " is of no effect " + why);
    }
}
