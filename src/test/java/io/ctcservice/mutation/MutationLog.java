package io.ctcservice.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of responses and failures; of each kind of failure only the first few are kept. */
final class MutationLog {

    private static final int OF_A_KIND = 3;

    private final Instant start = Instant.now();
    private final Map<String, Map<Integer, Long>> answers = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long count;

    synchronized void answered(Mutant mutant, Response answer) {
        count++;
        answers.computeIfAbsent(mutant.path() == null ? "elsewhere" : mutant.path(), path -> new TreeMap<>())
                .merge(answer.status(), 1L, Long::sum);
    }

    /** Returns whether it is one of the first of its kind. */
    synchronized boolean failed(long number, String where, String what) {
        var kind = where + ": " + what.substring(0, Math.min(what.length(), 60)).replaceAll("\\d+", "0");
        boolean news = kinds.merge(kind, 1, Integer::sum) <= OF_A_KIND;
        if (news) {
            failures.add("request " + number + ": " + where + ": " + what.substring(0, Math.min(what.length(), 300)));
        }
        return news;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * Fails unless there were both successes and refusals: else the mutations are too small or too large to find
     * anything.
     */
    synchronized void requireBothAnswersAndRefusals(List<Seed> seeds) {
        for (Seed seed : seeds) {
            assertThat(answers).containsKey(seed.path());
            var statuses = answers.getOrDefault(seed.path(), Map.of());
            assertThat(statuses).as(seed.path()).containsKey(200);
            if (seed.method().equals("POST")) {
                assertThat(statuses).as(seed.path()).containsKeys(400, 422);
            }
        }
    }

    @Override
    public synchronized String toString() {
        var seconds = Math.max(1, Duration.between(start, Instant.now()).toMillis()) / 1000.0;
        var text = new StringBuilder("%d requests in %.0f s, %.0f a second".formatted(count, seconds, count / seconds));
        answers.forEach(
                (path, statuses) -> text.append("\n  ").append(path).append(' ').append(statuses));
        kinds.forEach((kind, times) ->
                text.append("\n  FAILED ").append(times).append(" times: ").append(kind));
        return text.toString();
    }
}
