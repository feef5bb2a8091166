package io.ctcservice.recognition;

import io.ctcservice.core.Counted;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A choice of the order of the axes of a network's input, by settings and by its shape. */
final class LayoutChoice {

    static final String SETTING = "input.layout";

    private final NetworkFacts facts;

    LayoutChoice(NetworkFacts facts) {
        this.facts = facts;
    }

    /** Returns the order of the axes of an input of four, if it is one for pictures. */
    InputLayout ofPicture(Port input) throws NetworkFaultException {
        var given = facts.constant(SETTING, InputLayout.class).filter(InputLayout::isPicture);
        return given.or(() -> InputLayout.ofPicture(input)).orElse(InputLayout.NCHW);
    }

    /**
     * Returns the order for utterances of {@code dimension} values a row, or pictures.
     *
     * @param isStreaming whether the input may take sound of one length only
     */
    InputLayout of(Port input, boolean isPicture, int dimension, boolean isStreaming) throws NetworkFaultException {
        requireOneUtterance(input);
        var fitting = Arrays.stream(InputLayout.values())
                .filter(layout -> layout.isPicture() == isPicture && layout.fits(input, dimension))
                .toList();
        var given = facts.constant(SETTING, InputLayout.class);
        if (given.isPresent() && !fitting.contains(given.get())) {
            throw facts.wrong(
                    SETTING, "a layout that fits the input " + input + " and " + inWords(isPicture, dimension));
        }
        if (fitting.isEmpty()) {
            String setting = isPicture ? LineScalings.HEIGHT : FrontEnds.FORM;
            throw new NetworkFaultException(
                    setting,
                    inWords(isPicture, dimension) + " do not fit the input " + input + " (" + facts.source(setting)
                            + ")");
        }
        var layout = given.isPresent()
                ? given.get()
                : isPicture ? likelyForPicture(input, fitting) : likelyForSound(input, fitting);
        if (!isPicture && !isStreaming) {
            requireAnyLength(input, layout);
        }
        facts.offer(SETTING, NetworkFacts.nameOf(layout), "the shape of the input");
        return layout;
    }

    private static void requireOneUtterance(Port input) throws NetworkFaultException {
        if (input.rank() > 0 && input.shape().getFirst() > 1) {
            throw new NetworkFaultException(
                    "location",
                    "the input " + input + " takes " + input.shape().getFirst()
                            + " utterances at a time only; expected one, or any number, for which"
                            + " networks are exported with dynamic axes");
        }
    }

    private static void requireAnyLength(Port input, InputLayout layout) throws NetworkFaultException {
        if (layout.size(input, 'T') != Port.ANY) {
            throw new NetworkFaultException(
                    "location",
                    "the input " + input + " takes sound of one length only; expected an axis of any length, for which"
                            + " networks are exported with dynamic axes");
        }
    }

    private static String inWords(boolean isPicture, int dimension) {
        return isPicture ? "pictures" : dimension == 1 ? "samples" : "rows of " + Counted.of(dimension, "value");
    }

    private static InputLayout likelyForPicture(Port input, List<InputLayout> fitting) throws NetworkFaultException {
        if (input.rank() == 0) {
            throw missing(input, fitting, "");
        }
        var likely = InputLayout.ofPicture(input);
        if (likely.isEmpty()) {
            throw missing(
                    input,
                    fitting,
                    ", and preset keras-handwriting or keras-captcha if it is of one of these examples");
        }
        return likely.get();
    }

    private static InputLayout likelyForSound(Port input, List<InputLayout> fitting) throws NetworkFaultException {
        var open = fitting.stream()
                .filter(layout -> layout.size(input, 'T') == Port.ANY)
                .toList();
        if (open.size() > 1) {
            throw missing(input, open, "");
        }
        return open.isEmpty() ? fitting.getFirst() : open.getFirst();
    }

    private static NetworkFaultException missing(Port input, List<InputLayout> fitting, String more) {
        String names = fitting.stream().map(NetworkFacts::nameOf).collect(Collectors.joining(", "));
        return NetworkFacts.missing(SETTING, "one of " + names + "; the input is " + input + more);
    }
}
