package io.ctcservice.recognition;

import io.ctcservice.recognition.picture.Channels;
import io.ctcservice.recognition.picture.LineScaling;
import io.ctcservice.recognition.picture.Placement;
import io.ctcservice.recognition.picture.Scaling;
import java.util.List;

/** A factory of front ends for pictures from the known properties of a network. */
final class LineScalings {

    /** The beginning of the names of all settings of pictures. */
    static final String PREFIX = "picture.";

    static final String HEIGHT = "picture.height";
    static final String CHANNELS = "picture.channels";

    private static final int MOST_PIXELS = 16_384; // of a side: far beyond what is sensible

    private final NetworkFacts facts;

    /** The places of a line that is not as wide as the input. */
    private enum Align {
        LEFT,
        CENTRE
    }

    LineScalings(NetworkFacts facts) {
        this.facts = facts;
    }

    /** Returns whether the input of the network is a picture. */
    boolean isPicture() throws NetworkFaultException {
        boolean isPicture =
                facts.text(CHANNELS).isPresent() || facts.text(HEIGHT).isPresent();
        if (!isPicture && facts.text(FrontEnds.FORM).isEmpty()) {
            throw missingPreset();
        }
        return isPicture && facts.text(FrontEnds.FORM).isEmpty();
    }

    private NetworkFaultException missingPreset() {
        String likely = facts.text(NetworkFacts.LIKELY_PRESET)
                .map(name -> "; " + facts.source(NetworkFacts.LIKELY_PRESET) + " has a name that is usual in " + name)
                .orElse("");
        String presets = "one of " + String.join(", ", Presets.names()) + likely;
        return facts.text(NetworkFacts.EXTRACTOR)
                .map(type -> new NetworkFaultException(
                        NetworkFacts.PRESET,
                        "is not set, and " + facts.source(NetworkFacts.EXTRACTOR) + " names " + type
                                + ", which is not known: expected " + presets))
                .orElseGet(() -> NetworkFacts.missing(NetworkFacts.PRESET, presets));
    }

    LineScaling picture() throws NetworkFaultException {
        int height = facts.integer(HEIGHT, 1, MOST_PIXELS, "the height in pixels that lines are brought to");
        int multiple = facts.integer("picture.width-multiple", 1, MOST_PIXELS, 1);
        int minWidth = facts.integer("picture.min-width", 1, MOST_PIXELS, 1);
        int maxWidth = facts.integer("picture.max-width", minWidth, MOST_PIXELS, Math.max(minWidth, 4096));
        var channels = facts.constant(CHANNELS, Channels.RGB);
        return new LineScaling(
                height,
                channels,
                each("picture.mean", "0", channels),
                each("picture.deviation", "1", channels),
                facts.number("picture.padding", -1e9, 1e9, 0),
                multiple,
                minWidth,
                Math.max(multiple, maxWidth / multiple * multiple),
                facts.constant("picture.scaling", Scaling.ANTIALIASED),
                new Placement(
                        facts.constant("picture.align", Align.LEFT) == Align.CENTRE,
                        facts.flag("picture.upside-down", false)));
    }

    private List<Double> each(String key, String otherwise, Channels channels) throws NetworkFaultException {
        var numbers = facts.numbers(key, otherwise);
        boolean isZero = key.endsWith("deviation") && numbers.contains(0.0);
        if (isZero || (numbers.size() != 1 && numbers.size() != channels.count())) {
            throw facts.wrong(key, "one number, or one for each channel" + (isZero ? ", not 0" : ""));
        }
        return numbers;
    }
}
