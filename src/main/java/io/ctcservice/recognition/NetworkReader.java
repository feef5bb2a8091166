package io.ctcservice.recognition;

import io.ctcservice.audio.CausalFrontEnd;
import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.recognition.NetworkDescription.Kind;
import io.ctcservice.recognition.picture.LineScaling;
import java.lang.System.Logger.Level;

/**
 * A loader of networks that finds their properties: from settings, metadata, the files beside the model, the preset of
 * the family, the shapes of inputs and outputs, and two trial runs.
 */
public final class NetworkReader {

    private static final System.Logger LOG = System.getLogger(NetworkReader.class.getName());
    private static final String PRESET = "preset";
    private static final String NORMALIZATION = "sound.normalization";
    private static final String OVERLAP = "windows.overlap";

    private final String name;
    private final RunnableModel model;
    private final NetworkFacts facts = new NetworkFacts();
    private final Ports ports;

    private NetworkReader(String name, RunnableModel model) {
        this.name = name;
        this.model = model;
        this.ports = new Ports(facts, model);
    }

    /**
     * Returns the network, which then owns the model.
     *
     * @throws NetworkFaultException naming the setting that would correct it, where something is missing or does not fit
     */
    public static NeuralNetwork read(String name, NetworkFiles files, NetworkSettings settings, RunnableModel model)
            throws NetworkFaultException {
        try {
            return new NetworkReader(name, model).read(files, settings);
        } catch (CtcInputException bad) {
            throw new NetworkFaultException("location", bad.field() + ": " + bad.getMessage());
        }
    }

    private NeuralNetwork read(NetworkFiles files, NetworkSettings settings) throws NetworkFaultException {
        facts.offerAll(settings.values(), NetworkFacts.USER);
        KnownMetadata.offer(facts, model.metadata());
        offerTOne();
        KnownMetadata.offer(facts, files);
        offerShape();
        offerPreset();
        var scalings = new LineScalings(facts);
        boolean isPicture = scalings.isPicture();
        var vocabulary = NetworkVocabulary.find(facts, settings, model.metadata(), files);
        var network = isPicture ? picture(scalings.picture(), vocabulary) : speech(sound(), vocabulary);
        requireEffect(settings, isPicture);
        warnOfIdleMetadata();
        return network;
    }

    /**
     * A setting that nothing has asked for, but to tell sound from pictures, means nothing to such a network: it may be meant for
     * another.
     */
    private void requireEffect(NetworkSettings settings, boolean isPicture) throws NetworkFaultException {
        var unused = settings.values().keySet().stream()
                .filter(key -> !facts.isAskedFor(key) || (!isPicture && key.startsWith(LineScalings.PREFIX)))
                .sorted()
                .findFirst();
        if (unused.isPresent()) {
            throw new NetworkFaultException(
                    unused.get(), "has no effect beside the other settings of this network; expected none");
        }
    }

    /** A file may be read in other ways than its maker thought of, so that what has no effect then is not refused. */
    private void warnOfIdleMetadata() {
        KnownMetadata.own(model.metadata()).keySet().stream()
                .filter(key -> !facts.isAskedFor(key))
                .forEach(key -> warn("ctc." + key + " in the metadata of its file has no effect"));
    }

    /** T-one's file has no metadata, and what is beside a tuned one says that it takes samples as wav2vec 2.0 does; but no other has such inputs. */
    private void offerTOne() {
        boolean hasSignal = model.inputs().stream()
                .anyMatch(port -> port.name().equals("signal") && port.type() == Port.Type.WHOLE && port.rank() == 3);
        if (hasSignal && model.inputs().stream().anyMatch(port -> port.name().equals("state"))) {
            facts.offer(PRESET, "t-one", "the inputs of the model");
        }
    }

    /** A picture's height and colours, and a number of features, often stand in the shape of the input. */
    private void offerShape() throws NetworkFaultException {
        var input = ports.input();
        String source = "the shape of the input";
        if (input.rank() == 4 && facts.text("sound.form").isEmpty()) {
            var layout = ports.pictureLayout(input);
            int channels = layout.size(input, 'C');
            int height = layout.size(input, 'H');
            int width = layout.size(input, 'W');
            if (channels == 1) {
                facts.offer(LineScalings.CHANNELS, "gray", source);
            }
            if (height > 1) {
                facts.offer(LineScalings.HEIGHT, Integer.toString(height), source);
            }
            if (width > 1) {
                facts.offer("picture.min-width", Integer.toString(width), source);
                facts.offer("picture.max-width", Integer.toString(width), source);
                facts.offer("picture.width-multiple", Integer.toString(width), source);
            }
            if (input.type() == Port.Type.WHOLE) { // 0 to 255
                facts.offer("picture.mean", "0", "the type of the input");
                facts.offer("picture.deviation", Double.toString(1 / 255.0), "the type of the input");
            }
        }
    }

    private void offerPreset() throws NetworkFaultException {
        var preset = facts.text(PRESET);
        if (preset.isPresent()) {
            if (!Presets.names().contains(preset.get())) {
                throw facts.wrong(PRESET, "one of " + String.join(", ", Presets.names()));
            }
            facts.offerAll(Presets.settings(preset.get()), "the preset " + preset.get());
        }
    }

    /** Returns the front end; features of another dimension than the input has do not fit. */
    private SoundFrontEnd sound() throws NetworkFaultException {
        var frontEnd = new FrontEnds(facts).sound();
        var shape = ports.input().shape();
        boolean isOpen = shape.size() < 3
                || shape.subList(1, shape.size()).stream()
                                .filter(size -> size == Port.ANY)
                                .count()
                        > 1;
        if (!isOpen && frontEnd.dimension() > 1 && !shape.contains(frontEnd.dimension())) {
            throw new NetworkFaultException(
                    "sound.bands",
                    "rows of " + Counted.of(frontEnd.dimension(), "value") + " do not fit the input " + ports.input()
                            + " (" + facts.source("sound.bands") + ")");
        }
        return frontEnd;
    }

    private NeuralNetwork picture(LineScaling scaling, NetworkVocabulary vocabulary) throws NetworkFaultException {
        var wiring = ports.wiring(vocabulary, true, 0);
        requireSides(wiring.inputLayout(), scaling);
        var shorter = PictureNetwork.input(scaling, Noise.picture(4 * scaling.height(), scaling.height()));
        var longer = PictureNetwork.input(scaling, Noise.picture(8 * scaling.height(), scaling.height()));
        var run = FirstRun.of(facts, model, wiring, shorter, longer);
        var layout = layout(run, vocabulary);
        var description = new NetworkDescription(
                name,
                Kind.PICTURE,
                vocabulary.vocabulary(),
                run.scores(layout),
                null,
                null,
                scaling.height(),
                facts.text(NetworkFacts.ABOUT).orElse(null),
                weights(),
                facts.all());
        return new PictureNetwork(description, scaling, new WiredModel(model, wiring, layout, description.scores()));
    }

    /** The sizes that the input of a network for pictures has must be those of the pictures. */
    private void requireSides(InputLayout layout, LineScaling scaling) throws NetworkFaultException {
        var input = ports.input();
        int channels = layout.size(input, 'C');
        if (channels != Port.ANY && channels != scaling.channels().count()) {
            throw facts.wrong(LineScalings.CHANNELS, "as many colours as the input " + input + " takes");
        }
        int height = layout.size(input, 'H');
        if (height != Port.ANY && height != scaling.height()) {
            throw facts.wrong(LineScalings.HEIGHT, height + ", the height of the input " + input);
        }
    }

    private NeuralNetwork speech(SoundFrontEnd frontEnd, NetworkVocabulary vocabulary) throws NetworkFaultException {
        var wiring = ports.wiring(vocabulary, false, frontEnd.dimension());
        if (!wiring.states().isEmpty()) {
            return streaming(frontEnd, wiring, vocabulary);
        }
        var run = firstRun(frontEnd, wiring);
        var layout = layout(run, vocabulary);
        int samplesPerFrame = samplesPerFrame(frontEnd, run, layout);
        int second = frontEnd.sampleRate();
        int missing = 2 * second / samplesPerFrame - (run.frames(layout) - wiring.skippedFrames());
        var windows = windows(second, samplesPerFrame, missing);
        var kind = run.scores(layout);
        return new SpeechNetwork(
                description(vocabulary, kind, samplesPerFrame, frontEnd),
                frontEnd,
                new WiredModel(model, wiring, layout, kind),
                windows);
    }

    /** Returns a network that carries its states from chunk to chunk. */
    private NeuralNetwork streaming(SoundFrontEnd frontEnd, Wiring wiring, NetworkVocabulary vocabulary)
            throws NetworkFaultException {
        var causal = causal(frontEnd);
        requireScale();
        var chunking = new Chunking(facts, causal, wiring.inputLayout().size(ports.input(), 'T'));
        var run = chunking.isFixed()
                ? FirstRun.of(facts, model, wiring, chunking.noise(), chunking.noise())
                : firstRun(frontEnd, wiring);
        var layout = layout(run, vocabulary);
        var chunks = chunking.isFixed()
                ? chunking.ofOneSize(run.frames(layout))
                : chunking.ofAnySize(samplesPerFrame(frontEnd, run, layout) / frontEnd.hop());
        var kind = run.scores(layout);
        var stateful = new StatefulModel(model, wiring, layout, kind, chunks);
        chunking.requireRuns(stateful, run.classes(layout));
        int samplesPerFrame = chunks.rowsPerFrame() * frontEnd.hop();
        return new StatefulNetwork(description(vocabulary, kind, samplesPerFrame, frontEnd), causal, stateful);
    }

    /** Samples as whole numbers would all be 0 or 1. */
    private void requireScale() throws NetworkFaultException {
        if (ports.input().type() == Port.Type.WHOLE && facts.number("sound.scale").orElse(1.0) <= 1) {
            throw facts.wrong(
                    "sound.scale", "what a full-scale sample is as a whole number, such as 32768, since the input takes those");
        }
    }

    private FirstRun firstRun(SoundFrontEnd frontEnd, Wiring wiring) throws NetworkFaultException {
        int second = frontEnd.sampleRate();
        var noise = Noise.sound(2 * second);
        return FirstRun.of(
                facts,
                model,
                wiring,
                Tensor.of(frontEnd.rows(noise, second)),
                Tensor.of(frontEnd.rows(noise, 2 * second)));
    }

    /** Returns the layout of the output, to the classes of which the vocabulary is then fitted. */
    private static OutputLayout layout(FirstRun run, NetworkVocabulary vocabulary) throws NetworkFaultException {
        vocabulary.takeAdded(run::mayHave);
        var layout = run.layout(vocabulary.size());
        vocabulary.fit(run.classes(layout));
        return layout;
    }

    private int samplesPerFrame(SoundFrontEnd frontEnd, FirstRun run, OutputLayout layout)
            throws NetworkFaultException {
        var duration = new FrameDuration(facts, frontEnd, run, layout);
        int samplesPerFrame = duration.samples();
        duration.warning(samplesPerFrame).ifPresent(this::warn);
        return samplesPerFrame;
    }

    /**
     * Returns the windows into which sound is cut.
     *
     * @param missing so many frames fewer than a window has the network gives
     */
    private WindowPlan windows(int sampleRate, int samplesPerFrame, int missing) throws NetworkFaultException {
        double seconds = facts.number("windows.seconds", 1, 3600, 30);
        double overlap = facts.number(OVERLAP, 0, 600, Math.min(4, seconds / 2));
        if (overlap >= seconds) {
            throw facts.wrong(OVERLAP, "less than windows.seconds, which is " + seconds);
        }
        var windows = WindowPlan.of(seconds, overlap, sampleRate, samplesPerFrame);
        if (windows.overlap() / samplesPerFrame < missing) {
            throw facts.wrong(
                    OVERLAP,
                    "at least " + (double) missing * samplesPerFrame / sampleRate + ", since the network gives "
                            + Counted.of(missing, "frame")
                            + " fewer than there are in a window, which would be lost between two");
        }
        return windows;
    }

    private NetworkDescription description(
            NetworkVocabulary vocabulary, ScoreKind scores, int samplesPerFrame, SoundFrontEnd frontEnd)
            throws NetworkFaultException {
        return new NetworkDescription(
                name,
                Kind.SPEECH,
                vocabulary.vocabulary(),
                scores,
                (double) samplesPerFrame / frontEnd.sampleRate(),
                frontEnd.sampleRate(),
                null,
                facts.text(NetworkFacts.ABOUT).orElse(null),
                weights(),
                facts.all());
    }

    private FusionWeights weights() throws NetworkFaultException {
        var usual = FusionWeights.DEFAULT;
        double most = FusionWeights.LARGEST;
        return new FusionWeights(
                facts.number("language-model.weight", 0, most, usual.weight()),
                facts.number("language-model.word-bonus", -most, most, usual.wordBonus()));
    }

    /** A network that carries its states from chunk to chunk needs rows that do not depend on the sound to come. */
    private CausalFrontEnd causal(SoundFrontEnd frontEnd) throws NetworkFaultException {
        var causal = frontEnd.causal();
        if (causal.isPresent()) {
            return causal.get();
        }
        boolean isLevelled = !facts.text(NORMALIZATION).orElse("none").equals("none");
        boolean isStacked = !facts.text(FrontEnds.STACK).orElse("1").equals("1");
        throw facts.wrong(
                isLevelled ? NORMALIZATION : isStacked ? FrontEnds.STACK : "sound.hop-seconds",
                "input that does not depend on sound to come, as the network has states: sound.normalization none,"
                        + " sound.stack 1, sound.hop-seconds no longer than a window");
    }

    private void warn(String warning) {
        LOG.log(Level.WARNING, "network " + name + ": " + warning);
    }
}
