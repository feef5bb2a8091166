package io.ctcservice.recognition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A search for the meaning of a model's inputs and outputs, by their types and shapes, and by settings. */
final class Ports {

    static final String CONSTANTS = "input.constants";
    static final String OUTPUT = "output.name";

    private static final String INPUT = "input.name";
    private static final Pattern CONSTANT = Pattern.compile("([^=\\s]+)\\s*=\\s*(-?[0-9]{1,18}(\\.[0-9]{1,18})?)");
    private static final int MOST_SKIPPED = 1000;

    /** The axes of a picture. */
    private static final int PICTURE = 4;

    /** The most inputs that a refusal names: streaming networks may have a hundred. */
    private static final int MOST_NAMED = 3;

    private static final String STATES_EXPECTED =
            "; if these are the states of a streaming network, expected its export for"
                    + " whole recordings, without them, or for each an output of its name and \"_next\", or one that "
                    + CarriedStates.NAMES + " names";

    /** What networks are given in training: that of Keras's examples has {@code label} as an input. */
    private static final Set<String> TARGETS = Set.of("label", "labels", "target", "targets", "label_length");

    private static final String PREDICTION_EXPECTED =
            "; expected the network for prediction alone, without the targets of its training: in Keras's examples"
                    + " keras.models.Model(model.input[0], model.get_layer(NAME).output) with the NAME of the last layer before that of the loss";

    private static final String SCORES_EXPECTED =
            "; whole numbers may be classes, without their scores: expected the network without its last ArgMax";

    private final NetworkFacts facts;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final CarriedStates states;

    Ports(NetworkFacts facts, RunnableModel model) {
        this.facts = facts;
        this.inputs = model.inputs();
        this.outputs = model.outputs();
        this.states = new CarriedStates(facts, inputs, outputs);
    }

    /** Returns the input for the sound or picture. Streaming networks and those for pictures may take whole numbers, as T-one and Calamari do. */
    Port input() throws NetworkFaultException {
        var carried = states.ports().keySet();
        var others = new ArrayList<>(inputs);
        others.removeAll(carried);
        others.removeIf(Ports::isMaskByName);
        boolean isWhole = candidates(others, Port.Type.FLOAT).isEmpty()
                && candidates(others, Port.Type.WHOLE).stream()
                        .anyMatch(port -> !carried.isEmpty() || port.rank() == PICTURE);
        return chosen(INPUT, isWhole ? Port.Type.WHOLE : Port.Type.FLOAT, others.isEmpty() ? inputs : others);
    }

    /**
     * Returns the output with the scores. Where the first says that it has another size, as the output of an encoder does, and only one
     * has that of the vocabulary, it is that one. One that is as large as the best classes, as NVIDIA's readers of plates have it, holds
     * their scores alone.
     */
    private Port output(NetworkVocabulary vocabulary) throws NetworkFaultException {
        var scores = new ArrayList<>(outputs);
        scores.removeAll(states.ports().values());
        var floats = candidates(scores, Port.Type.FLOAT);
        boolean isFirstAnother = floats.stream()
                .limit(1)
                .allMatch(port -> port.shape().stream().anyMatch(size -> size > 1) && !hasClasses(port, vocabulary));
        var fitting =
                floats.stream().filter(port -> hasClasses(port, vocabulary)).toList();
        if (isFirstAnother && fitting.size() == 1) {
            facts.offer(OUTPUT, fitting.getFirst().name(), "the only one of the size of the vocabulary");
        }
        var output = chosen(OUTPUT, Port.Type.FLOAT, scores);
        boolean isBestAlone = output.rank() == 2
                && scores.stream()
                        .anyMatch(port -> mayBeClasses(port) && port.shape().equals(output.shape()));
        if (isBestAlone) {
            throw new NetworkFaultException(
                    "location", "the network gives one score a frame, of a class: " + scores + SCORES_EXPECTED);
        }
        return output;
    }

    private static boolean hasClasses(Port port, NetworkVocabulary vocabulary) {
        return port.shape().stream().anyMatch(vocabulary::mayBeOf);
    }

    private static List<Port> candidates(List<Port> ports, Port.Type type) {
        return ports.stream()
                .filter(port -> port.type() == type)
                .filter(port -> type == Port.Type.WHOLE ? port.rank() > 2 : port.rank() >= 2 || port.rank() == 0)
                .toList();
    }

    private Port chosen(String setting, Port.Type type, List<Port> ports) throws NetworkFaultException {
        var fitting = candidates(ports, type);
        var name = facts.text(setting);
        if (name.isPresent()) {
            return fitting.stream()
                    .filter(port -> port.name().equals(name.get()))
                    .findFirst()
                    .orElseThrow(() -> facts.wrong(setting, "one of " + fitting));
        }
        if (fitting.isEmpty()) {
            throw new NetworkFaultException(
                    "location",
                    "the network has no " + setting.replace(".name", "") + " of floating-point numbers: " + ports
                            + (setting.equals(OUTPUT) && ports.stream().anyMatch(Ports::mayBeClasses)
                                    ? SCORES_EXPECTED
                                    : ""));
        }
        facts.offer(setting, fitting.getFirst().name(), "the first of its kind");
        return fitting.getFirst();
    }

    private static boolean mayBeClasses(Port port) {
        return port.type() == Port.Type.WHOLE && port.rank() >= 2;
    }

    /** Returns the wiring for utterances of {@code dimension} values a row, or pictures. */
    Wiring wiring(NetworkVocabulary vocabulary, boolean isPicture, int dimension) throws NetworkFaultException {
        var input = input();
        var output = output(vocabulary);
        var others = new ArrayList<>(inputs);
        others.remove(input);
        var context = LeftContext.find(facts, inputs);
        context.ifPresent(frames -> others.removeIf(port -> frames.inputs().contains(port.name())));
        var constants = constants(others);
        others.removeIf(port -> constants.containsKey(port.name()));
        var carried = states.but(input);
        carried.forEach(state -> others.removeIf(port -> port.name().equals(state.input())));
        var lengths = others.stream().filter(Ports::takesLength).findFirst();
        lengths.ifPresent(others::remove);
        var mask = others.stream().filter(Ports::isMask).findFirst();
        mask.ifPresent(others::remove);
        if (!others.stream().allMatch(Ports::isTarget)) {
            throw excess(others, input);
        }
        var outputLengths = outputs.stream()
                .filter(port -> !port.equals(output) && isLength(port))
                .filter(port ->
                        carried.stream().noneMatch(state -> state.output().equals(port.name())))
                .findFirst();
        return new Wiring(
                input.name(),
                new LayoutChoice(facts).of(input, isPicture, dimension, !carried.isEmpty()),
                lengths,
                mask,
                constants,
                carried,
                context,
                output.name(),
                outputLengths.map(Port::name),
                carried.isEmpty() ? facts.integer("output.skip-frames", 0, MOST_SKIPPED, 0) : 0);
    }

    /** Returns the numbers that some inputs always get, by their names. A family may have others under the same setting. */
    private Map<String, Tensor> constants(List<Port> others) throws NetworkFaultException {
        var given = facts.text(CONSTANTS).orElse("");
        var constants = new HashMap<String, Tensor>();
        for (String constant : given.isBlank() ? new String[0] : given.split(",", -1)) {
            var parts = CONSTANT.matcher(constant.strip());
            var port = others.stream()
                    .filter(other -> parts.matches() && other.name().equals(parts.group(1)))
                    .filter(other -> other.type() == Port.Type.WHOLE || isFactor(other))
                    .filter(other -> isFactor(other) || parts.group(3) == null)
                    .findFirst();
            if (port.isPresent()) {
                constants.put(port.get().name(), constant(port.get(), parts.group(2)));
            } else if (!parts.matches() || facts.isSetting(CONSTANTS)) {
                throw facts.wrong(
                        CONSTANTS,
                        "input=number, with commas between, for inputs that take one number among " + others);
            }
        }
        return constants;
    }

    private static Tensor constant(Port port, String number) {
        var shape = Collections.nCopies(port.rank(), 1);
        return isFactor(port)
                ? Tensor.of(new float[] {Float.parseFloat(number)}, shape)
                : Tensor.of(new long[] {Long.parseLong(number)}, shape);
    }

    /** Returns whether an input takes what only training needs: the scores may be had without it. */
    static boolean isTarget(Port port) {
        return TARGETS.contains(port.name());
    }

    /** Returns the complaint about inputs that a network needs. */
    static NetworkFaultException excess(List<Port> others, Port input) {
        if (others.stream().allMatch(port -> isLength(port) || isFactor(port))) {
            return new NetworkFaultException(
                    CONSTANTS,
                    "is not set for " + others + " beside " + input
                            + ": expected a number for each, such as language=0,style=1");
        }
        String more = others.size() > MOST_NAMED ? " and " + (others.size() - MOST_NAMED) + " more" : "";
        boolean isOfTraining = others.stream().anyMatch(Ports::isTarget);
        boolean mayBeStates = !isOfTraining && others.stream().anyMatch(port -> port.type() == Port.Type.FLOAT);
        return new NetworkFaultException(
                "location",
                "the network needs inputs that this service cannot give: "
                        + others.stream().limit(MOST_NAMED).toList() + more + " beside " + input
                        + (isOfTraining ? PREDICTION_EXPECTED : mayBeStates ? STATES_EXPECTED : ""));
    }

    /** Returns whether an input takes a length: a number, or as Keras has it, a row of one. */
    private static boolean takesLength(Port port) {
        return isLength(port)
                || (port.type() == Port.Type.WHOLE
                        && port.rank() == 2
                        && port.shape().getLast() == 1);
    }

    /** Returns whether an input takes a number for each row. */
    private static boolean isMask(Port port) {
        return (port.type() == Port.Type.WHOLE && port.rank() == 2) || isMaskByName(port);
    }

    /** Returns the same of floating-point numbers, which may be anything: only the name tells. */
    private static boolean isMaskByName(Port port) {
        return port.type() == Port.Type.FLOAT && port.rank() == 2 && port.name().endsWith("_mask");
    }

    /** Returns whether an input takes a number that need not be whole, as SpeechBrain's networks take a part of a length. */
    private static boolean isFactor(Port port) {
        return port.type() == Port.Type.FLOAT && port.rank() <= 1;
    }

    private static boolean isLength(Port port) {
        return port.type() == Port.Type.WHOLE && port.rank() <= 1;
    }
}
