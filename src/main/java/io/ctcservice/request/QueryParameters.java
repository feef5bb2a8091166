package io.ctcservice.request;

import io.ctcservice.codec.KnownNames;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.codec.json.JsonErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The parameters of a query, all of them known and none repeated. Faults are reported as those of a field of the same
 * name. Immutable.
 */
public final class QueryParameters {

    private final Map<String, List<String>> values;

    private QueryParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Returns the parameters of a query.
     *
     * @param query the values by name, in order
     * @param scalars names of parameters of one value
     * @param lists names of parameters that may be repeated
     * @throws RefusedRequestException if there is another one, or a scalar one twice
     */
    public static QueryParameters of(Map<String, List<String>> query, Set<String> scalars, Set<String> lists) {
        var violations = new ArrayList<Violation>();
        query.forEach((name, given) -> {
            if (!scalars.contains(name) && !lists.contains(name)) {
                violations.add(violation(name, "unknown parameter; " + KnownNames.expected(name, all(scalars, lists))));
            } else if (given.size() > 1 && scalars.contains(name)) {
                violations.add(violation(name, "given " + given.size() + " times; expected once"));
            }
        });
        if (!violations.isEmpty()) {
            throw new RefusedRequestException(violations);
        }
        return new QueryParameters(new LinkedHashMap<>(query));
    }

    private static Set<String> all(Set<String> scalars, Set<String> lists) {
        var all = new HashSet<>(scalars);
        all.addAll(lists);
        return all;
    }

    /** Returns the value of a scalar parameter, empty if it is missing. */
    public Optional<String> text(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Returns the values of a list, which may be repeated, separated by commas, or both; empty if it is missing. */
    public List<String> list(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .toList();
    }

    /** Returns a whole number, {@code missing} if there is none. */
    public int integer(String name, int missing) {
        try {
            return text(name).map(Integer::valueOf).orElse(missing);
        } catch (NumberFormatException e) {
            throw refused(name, text(name).orElse(""), "a whole number");
        }
    }

    /** Returns a constant by its name in JSON, {@code missing} if there is none. */
    public <E extends Enum<E>> E constant(String name, E missing) {
        var value = text(name);
        if (value.isEmpty()) {
            return missing;
        }
        var all = missing.getDeclaringClass().getEnumConstants();
        var names = Arrays.stream(all).map(one -> EnumNames.of(one.name())).toList();
        int index = names.indexOf(value.get());
        if (index < 0) {
            throw refused(name, value.get(), "one of " + String.join(", ", names));
        }
        return all[index];
    }

    private static RefusedRequestException refused(String name, String value, String expected) {
        return new RefusedRequestException(
                List.of(violation(name, "\"" + JsonErrors.excerpt(value) + "\"; expected " + expected)));
    }

    private static Violation violation(String name, String detail) {
        return new Violation("/" + JsonErrors.excerpt(name), detail);
    }
}
