package io.ctcservice.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

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
                    "location",
                    "the network has no " + setting.replace(".name", "") + " of floating-point numbers: " + ports);
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
        var fitting = Arrays.stream(InputLayout.values())
                .filter(layout -> layout.isPicture() == isPicture && layout.fits(input, dimension))
                .toList();
        var given = facts.constant(LAYOUT, InputLayout.class);
        if (given.isPresent() && !fitting.contains(given.get())) {
            throw facts.wrong(
                    LAYOUT, "a layout that fits the input " + input + " and " + inWords(isPicture, dimension));
        }
        if (fitting.isEmpty()) {
            String setting = isPicture ? LineScalings.HEIGHT : FrontEnds.FORM;
            throw new NetworkFaultException(
                    setting,
                    inWords(isPicture, dimension) + " do not fit the input " + input + " (" + facts.source(setting)
                            + ")");
        }
        var layout = given.isPresent() ? given.get() : isPicture ? ofPicture(input, fitting) : ofSound(input, fitting);
        if (!isPicture && layout.size(input, 'T') != Port.ANY) {
            throw new NetworkFaultException(
                    "location",
                    "the input " + input + " takes sound of one length only; expected an axis of any length, for which"
                            + " networks are exported with dynamic axes");
        }
        facts.offer(LAYOUT, NetworkFacts.nameOf(layout), "the shape of the input");
        return layout;
    }

    private static String inWords(boolean isPicture, int dimension) {
        return isPicture ? "pictures" : dimension == 1 ? "samples" : "rows of " + dimension + " values";
    }

    private static InputLayout ofPicture(Port input, List<InputLayout> fitting) throws NetworkFaultException {
        if (input.rank() == 0) {
            throw missingLayout(input, fitting);
        }
        int last = input.shape().getLast();
        return last == 1 || last == 3 ? InputLayout.NHWC : InputLayout.NCHW;
    }

    private static InputLayout ofSound(Port input, List<InputLayout> fitting) throws NetworkFaultException {
        var open = fitting.stream()
                .filter(layout -> layout.size(input, 'T') == Port.ANY)
                .toList();
        if (open.size() > 1) {
            throw missingLayout(input, open);
        }
        return open.isEmpty() ? fitting.getFirst() : open.getFirst();
    }

    private static NetworkFaultException missingLayout(Port input, List<InputLayout> fitting) {
        String names = fitting.stream().map(NetworkFacts::nameOf).collect(Collectors.joining(", "));
        return NetworkFacts.missing(LAYOUT, "one of " + names + "; the input is " + input);
    }
}
