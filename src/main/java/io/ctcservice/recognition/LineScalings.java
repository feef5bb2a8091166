package io.ctcservice.recognition;

import io.ctcservice.recognition.picture.Channels;
import io.ctcservice.recognition.picture.LineScaling;
import io.ctcservice.recognition.picture.Placement;
import io.ctcservice.recognition.picture.Placement.Align;
import io.ctcservice.recognition.picture.Scaling;
import java.util.List;

/** A factory of front ends for pictures from the known properties of a network. */
final class LineScalings {

    /** The beginning of the names of all settings of pictures. */
    static final String PREFIX = "picture.";

    static final String HEIGHT = "picture.height";
    static final String CHANNELS = "picture.channels";

    private static final int MOST_PIXELS = 16_384; // of a side: far beyond what is sensible

    static final String MEAN = "picture.mean";
    static final String DEVIATION = "picture.deviation";

    private static final String ALIGN = "picture.align";
    private static final String PADDING = "picture.padding";

    /** How many times as wide as high the input is, at most, that words, plates and captchas are stretched to. */
    private static final int WIDEST_WORD = 6;

    private final NetworkFacts facts;

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

    /**
     * Adds how lines are brought to an input of one width, which only the padding of a known family tells for sure: words, plates and
     * captchas are stretched to it, with {@code cv2.resize} or the like, and longer lines have padding.
     */
    void offerAlign(int width, int height, String source) {
        boolean isPadded = facts.isKnown(PADDING);
        if (width > 1 && width <= WIDEST_WORD * height && !isPadded) {
            facts.offer(ALIGN, NetworkFacts.nameOf(Align.STRETCH), source);
        }
    }

    LineScaling picture() throws NetworkFaultException {
        int height = facts.integer(HEIGHT, 1, MOST_PIXELS, "the height in pixels that lines are brought to");
        int multiple = facts.integer("picture.width-multiple", 1, MOST_PIXELS, 1);
        int minWidth = facts.integer("picture.min-width", 1, MOST_PIXELS, 1);
        int maxWidth = facts.integer("picture.max-width", minWidth, MOST_PIXELS, Math.max(minWidth, 4096));
        var channels = facts.constant(CHANNELS, Channels.RGB);
        var align = facts.constant(ALIGN, Align.LEFT);
        return new LineScaling(
                height,
                channels,
                each(MEAN, "0", channels),
                each(DEVIATION, "1", channels),
                align == Align.STRETCH ? 0 : facts.number(PADDING, -1e9, 1e9, 0),
                multiple,
                minWidth,
                Math.max(multiple, maxWidth / multiple * multiple),
                facts.constant("picture.scaling", Scaling.ANTIALIASED),
                new Placement(align, facts.flag("picture.upside-down", false)));
    }

    private List<Double> each(String key, String otherwise, Channels channels) throws NetworkFaultException {
        var numbers = facts.numbers(key, otherwise);
        boolean isZero = key.equals(DEVIATION) && numbers.contains(0.0);
        if (isZero || (numbers.size() != 1 && numbers.size() != channels.count())) {
            throw facts.wrong(key, "one number, or one for each channel" + (isZero ? ", not 0" : ""));
        }
        return numbers;
    }
}
