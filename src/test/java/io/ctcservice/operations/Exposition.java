package io.ctcservice.operations;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of a scrape of the service, with the labels of each. */
final class Exposition {

    private static final Pattern SAMPLE =
            Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** A metric with required labels: {@code name{label="…", …}}. */
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}");

    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");

    /** The labels that Prometheus adds to every sample. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("job", "instance");

    private final Map<String, Set<String>> labels = new TreeMap<>();

    Exposition(String text) {
        labels.put("up", new HashSet<>()); // Prometheus's own
        SAMPLE.matcher(text).results().forEach(sample -> {
            var found = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> found.add(label.group(1)));
            }
        });
    }

    /**
     * Returns the metrics and labels of a PromQL expression that the service does not have; all its metrics must be
     * written with braces.
     */
    Set<String> missing(String expression) {
        var missing = new TreeSet<String>();
        var known = new TreeSet<>(OF_THE_SCRAPE);
        var selectors = SELECTOR.matcher(expression).results().toList();
        if (selectors.isEmpty()) {
            missing.add("any metric");
        }
        for (var selector : selectors) {
            var there = labels.get(selector.group(1));
            if (there == null) {
                missing.add(selector.group(1));
                continue;
            }
            known.addAll(there);
            MATCHER.matcher(selector.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !there.contains(label) && !OF_THE_SCRAPE.contains(label))
                    .forEach(label -> missing.add(selector.group(1) + "{" + label + "}"));
        }
        missing.addAll(groupings(expression).stream()
                .filter(label -> !known.contains(label))
                .map(label -> "by (" + label + ")")
                .collect(Collectors.toSet()));
        return missing;
    }

    private static Set<String> groupings(String expression) {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(grouping -> Pattern.compile("[\\s,]+").splitAsStream(grouping.group(1)))
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
    }
}
