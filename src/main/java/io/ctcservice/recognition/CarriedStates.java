package io.ctcservice.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search for the states of a streaming network: the inputs with an output that returns them for the next run. Its name is that of the input
 * with a part {@code next} or {@code new} more, such as {@code new_cached_key_0}, or a setting says it.
 */
final class CarriedStates {

    static final String NAMES = "streaming.states";
    static final String SHAPES = "streaming.state-shapes";

    private static final Set<String> MARKS = Set.of("next", "new");
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,7}");
    private static final long MOST_CELLS = 1L << 28;

    private final NetworkFacts facts;
    private final List<Port> inputs;
    private final List<Port> outputs;

    CarriedStates(NetworkFacts facts, List<Port> inputs, List<Port> outputs) {
        this.facts = facts;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** Returns the outputs that return states, by the inputs that take them. */
    Map<Port, Port> ports() throws NetworkFaultException {
        var named = pairs(NAMES, "input=output");
        var ports = new LinkedHashMap<Port, Port>();
        for (Port input : inputs) {
            String name = named.remove(input.name());
            var next = outputs.stream()
                    .filter(output ->
                            name == null ? isNext(input, output) : output.name().equals(name))
                    .filter(output -> output.type() == input.type() && input.type() != Port.Type.OTHER)
                    .findFirst();
            if (name != null && next.isEmpty()) {
                named.put(input.name(), name);
            }
            next.ifPresent(output -> ports.put(input, output));
        }
        if (!named.isEmpty()) {
            throw facts.wrong(NAMES, "input=output for inputs among " + inputs + " and outputs among " + outputs);
        }
        return ports;
    }

    private static boolean isNext(Port input, Port output) {
        if (input.name().equals(output.name())) {
            return false;
        }
        var parts = new ArrayList<>(parts(output.name()));
        parts.removeAll(MARKS);
        return parts.equals(parts(input.name()));
    }

    private static List<String> parts(String name) {
        return Arrays.asList(name.split("[_.]", -1));
    }

    /** Returns the states, all inputs but {@code other} that have an output for the next run. */
    List<CarriedState> but(Port other) throws NetworkFaultException {
        var shapes = pairs(SHAPES, "input=size x size");
        var states = new ArrayList<CarriedState>();
        for (var pair : ports().entrySet()) {
            Port input = pair.getKey();
            if (!input.equals(other)) {
                var shape = shape(input, shapes.remove(input.name()));
                states.add(
                        new CarriedState(input.name(), pair.getValue().name(), input.type() == Port.Type.WHOLE, shape));
            }
        }
        if (!shapes.isEmpty() && facts.isSetting(SHAPES)) {
            throw facts.wrong(SHAPES, "input=1x64x128 for the states among " + inputs);
        }
        return states;
    }

    /** Returns the shape of a state, of which one axis may be open: that of the utterances, of which there is one. */
    private List<Integer> shape(Port state, @Nullable String given) throws NetworkFaultException {
        var shape = new ArrayList<>(state.shape());
        if (given != null) {
            var sizes = given.split("x", -1);
            boolean fits = sizes.length == shape.size();
            for (int i = 0; fits && i < sizes.length; i++) {
                fits = SIZE.matcher(sizes[i]).matches()
                        && (shape.get(i) == Port.ANY || shape.get(i).toString().equals(sizes[i]));
                shape.set(i, fits ? Integer.valueOf(sizes[i]) : Integer.valueOf(0));
            }
            if (!fits || cells(shape) > MOST_CELLS) {
                throw facts.wrong(SHAPES, state.name() + "= and the sizes of " + state + " with x between");
            }
        } else if (shape.stream().filter(size -> size == Port.ANY).count() > 1) {
            throw NetworkFacts.missing(
                    SHAPES, "the sizes of the state " + state + ", such as " + state.name() + "=1x64x128");
        }
        shape.replaceAll(size -> size == Port.ANY ? 1 : size);
        return shape;
    }

    private static double cells(List<Integer> shape) {
        return shape.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    }

    private Map<String, String> pairs(String setting, String form) throws NetworkFaultException {
        var pairs = new LinkedHashMap<String, String>();
        String given = facts.text(setting).orElse("");
        for (String pair : given.isBlank() ? new String[0] : given.split(",", -1)) {
            var parts = pair.split("=", -1);
            if (parts.length != 2 || pairs.put(parts[0].strip(), parts[1].strip()) != null) {
                throw facts.wrong(setting, form + ", with commas between");
            }
        }
        return pairs;
    }
}
