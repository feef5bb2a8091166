package io.ctcservice.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A search for the meaning of a model's inputs and outputs, by their types and shapes, and by settings. */
final class Ports {

    private static final String LAYOUT = "input.layout";

    private final NetworkFacts facts;
    private final List<Port> inputs;
    private final List<Port> outputs;

    Ports(NetworkFacts facts, RunnableModel model) {
        this.facts = facts;
        this.inputs = model.inputs();
        this.outputs = model.outputs();
    }

    /** Returns the input for the sound or picture. */
    Port input() throws NetworkFaultException {
        return chosen("input.name", inputs);
    }

    /** Returns the output with the scores. */
    Port output() throws NetworkFaultException {
        return chosen("output.name", outputs);
    }

    private Port chosen(String setting, List<Port> ports) throws NetworkFaultException {
        var floats = ports.stream()
                .filter(port -> port.type() == Port.Type.FLOAT && (port.rank() >= 2 || port.rank() == 0))
                .toList();
        var name = facts.text(setting);
        if (name.isPresent()) {
            return floats.stream()
                    .filter(port -> port.name().equals(name.get()))
                    .findFirst()
                    .orElseThrow(() -> facts.wrong(setting, "one of " + floats));
        }
        if (floats.isEmpty()) {
            throw new NetworkFaultException(
                    "location", "the network has no " + setting.replace(".name", "") + " of numbers: " + ports);
        }
        facts.offer(setting, floats.getFirst().name(), "the first of its kind");
        return floats.getFirst();
    }

    /** Returns the wiring for utterances of {@code dimension} values a row, or pictures. */
    Wiring wiring(boolean isPicture, int dimension) throws NetworkFaultException {
        var input = input();
        var output = output();
        var others = new ArrayList<>(inputs);
        others.remove(input);
        var lengths = others.stream().filter(Ports::isLength).findFirst();
        lengths.ifPresent(others::remove);
        var mask = others.stream()
                .filter(port -> port.type() == Port.Type.WHOLE && port.rank() == 2)
                .findFirst();
        mask.ifPresent(others::remove);
        var states = states(others);
        states.forEach(state -> others.removeIf(port -> port.name().equals(state.input())));
        if (!others.isEmpty()) {
            throw new NetworkFaultException(
                    "location", "the network takes what this service has not got: " + others + " beside " + input);
        }
        var outputLengths = outputs.stream()
                .filter(port -> !port.equals(output) && isLength(port))
                .findFirst();
        return new Wiring(
                input.name(),
                layout(input, isPicture, dimension),
                lengths.map(Port::name),
                mask.map(Port::name),
                states,
                output.name(),
                outputLengths.map(Port::name));
    }

    /** Returns the recurrent states: the inputs with an output of the same name with {@code _next} behind it. */
    private List<CarriedState> states(List<Port> inputs) {
        var states = new ArrayList<CarriedState>();
        for (Port port : inputs) {
            String next = port.name() + CarriedState.NEXT;
            boolean isFixed = port.type() == Port.Type.FLOAT && !port.shape().contains(Port.ANY);
            if (isFixed && outputs.stream().anyMatch(output -> output.name().equals(next))) {
                states.add(new CarriedState(port.name(), next, port.shape()));
            }
        }
        return states;
    }

    private static boolean isLength(Port port) {
        return port.type() == Port.Type.WHOLE && port.rank() <= 1;
    }

    private InputLayout layout(Port input, boolean isPicture, int dimension) throws NetworkFaultException {
        var given = facts.constant(LAYOUT, InputLayout.class);
        if (given.isPresent()) {
            requireFit(input, given.get(), isPicture);
            return given.get();
        }
        var found = isPicture ? pictureLayout(input) : soundLayout(input, dimension);
        var layout = found.orElseThrow(() ->
                NetworkFacts.missing(LAYOUT, NetworkFacts.namesOf(InputLayout.class) + "; the input is " + input));
        facts.offer(LAYOUT, NetworkFacts.nameOf(layout), "the shape of the input");
        return layout;
    }

    private void requireFit(Port input, InputLayout layout, boolean isPicture) throws NetworkFaultException {
        int rank = layout == InputLayout.NT ? 2 : layout == InputLayout.NTD || layout == InputLayout.NDT ? 3 : 4;
        if (layout.isPicture() != isPicture || (input.rank() != rank && input.rank() != 0)) {
            throw facts.wrong(LAYOUT, "a layout that fits the input " + input);
        }
    }

    private static Optional<InputLayout> pictureLayout(Port input) {
        if (input.rank() != 4) {
            return Optional.empty();
        }
        int last = input.shape().getLast();
        return Optional.of(last == 1 || last == 3 ? InputLayout.NHWC : InputLayout.NCHW);
    }

    private static Optional<InputLayout> soundLayout(Port input, int dimension) {
        var shape = input.shape();
        if (input.rank() == 2 && dimension == 1) {
            return Optional.of(InputLayout.NT);
        }
        boolean isLast = shape.getLast() == dimension;
        boolean isBeforeLast = shape.size() > 1 && shape.get(shape.size() - 2) == dimension;
        if (isLast == isBeforeLast || input.rank() > 4 || input.rank() < 3) {
            return Optional.empty();
        }
        if (input.rank() == 3) {
            return Optional.of(isLast ? InputLayout.NTD : InputLayout.NDT);
        }
        return Optional.of(isLast ? InputLayout.N1TD : InputLayout.N1DT);
    }
}
