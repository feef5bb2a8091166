package io.ctcservice.recognition;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.PlainNumber;
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

    private static final String READER_EXPECTED =
            "; by its name the network finds text, or tells its direction: expected the one that reads it";

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
        } catch (NetworkFaultException fault) {
            if (NetworkFiles.isOfAnotherStep(files.name())) {
                throw new NetworkFaultException(fault.setting(), fault.getMessage() + READER_EXPECTED);
            }
            throw fault;
        }
    }

    private NeuralNetwork read(NetworkFiles files, NetworkSettings settings) throws NetworkFaultException {
        facts.offerAll(settings.values(), NetworkFacts.USER);
        KnownMetadata.offer(facts, model.metadata());
        KnownModels.offer(facts, model, files);
        LeftContext.offer(facts, model);
        KnownFiles.offer(facts, files);
        requireCtc();
        offerOrderOfPreset();
        offerShape();
        offerPreset();
        offerAlign();
        var scalings = new LineScalings(facts);
        boolean isPicture = scalings.isPicture();
        var vocabulary =
                new NetworkVocabulary(facts, new VocabularySearch(facts, files).find(settings, model.metadata()));
        var network = isPicture
                ? picture(scalings.picture(), vocabulary)
                : new SpeechReader(name, model, facts, ports).read(vocabulary);
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
                .forEach(key -> warn(name, "ctc." + key + " in the metadata of its file has no effect"));
    }

    /** What is known to have no CTC output would give nonsense, whatever its input; a user who names a preset knows better. */
    private void requireCtc() throws NetworkFaultException {
        var family = facts.text(NetworkFacts.EXTRACTOR).filter(OtherFamily::isNamed);
        if (family.isPresent() && !facts.isSetting(NetworkFacts.PRESET)) {
            throw new NetworkFaultException(
                    "location",
                    facts.source(NetworkFacts.EXTRACTOR) + " names " + family.get()
                            + ", a family of networks that have no CTC output: expected a network with one");
        }
    }

    /** The order of the axes tells which of them the sizes in the shape are of. */
    private void offerOrderOfPreset() {
        var preset = facts.text(NetworkFacts.PRESET);
        var layout = preset.map(Presets::settings).map(settings -> settings.get(LayoutChoice.SETTING));
        layout.ifPresent(order -> facts.offer(LayoutChoice.SETTING, order, "the preset " + preset.get()));
    }

    /** A picture's height and colours, and a number of features, often stand in the shape of the input. */
    private void offerShape() throws NetworkFaultException {
        var input = ports.input();
        String source = "the shape of the input";
        if (input.rank() == 4 && facts.text("sound.form").isEmpty()) {
            var layout = new LayoutChoice(facts).ofPicture(input);
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
                facts.offer(LineScalings.MEAN, "0", "the type of the input");
                facts.offer(LineScalings.DEVIATION, PlainNumber.of(1 / 255.0), "the type of the input");
            }
        }
    }

    private void offerPreset() throws NetworkFaultException {
        var preset = facts.text(NetworkFacts.PRESET);
        if (preset.isPresent()) {
            if (!Presets.names().contains(preset.get())) {
                throw facts.wrong(NetworkFacts.PRESET, "one of " + String.join(", ", Presets.names()));
            }
            facts.offerAll(Presets.settings(preset.get()), "the preset " + preset.get());
        }
    }

    private void offerAlign() throws NetworkFaultException {
        var input = ports.input();
        if (input.rank() == 4 && facts.text("sound.form").isEmpty()) {
            var layout = new LayoutChoice(facts).ofPicture(input);
            new LineScalings(facts)
                    .offerAlign(layout.size(input, 'W'), layout.size(input, 'H'), "the shape of the input");
        }
    }

    private NeuralNetwork picture(LineScaling scaling, NetworkVocabulary vocabulary) throws NetworkFaultException {
        warnOfGuess(scaling);
        var wiring = ports.wiring(vocabulary, true, 0);
        requireSides(wiring.inputLayout(), scaling);
        var shorter = PictureNetwork.input(scaling, Noise.picture(4 * scaling.height(), scaling.height()));
        var longer = PictureNetwork.input(scaling, Noise.picture(8 * scaling.height(), scaling.height()));
        var run = FirstRun.of(facts, model, wiring, shorter, longer);
        var layout = layout(run, vocabulary);
        if (run.frames(layout) == 1) {
            warn(name, "it gives one frame for a whole picture, in which CTC reads one symbol at most");
        }
        var description = new NetworkDescription(
                name,
                Kind.PICTURE,
                vocabulary.vocabulary(),
                run.scores(layout),
                null,
                null,
                scaling.height(),
                facts.text(NetworkFacts.ABOUT).orElse(null),
                weights(facts),
                facts.all());
        return new PictureNetwork(description, scaling, new WiredModel(model, wiring, layout, description.scores()));
    }

    /** A network that gets pixels of another scale, or of another order of the colours, reads nonsense. */
    private void warnOfGuess(LineScaling scaling) throws NetworkFaultException {
        boolean isSaid = facts.text(NetworkFacts.PRESET).isPresent()
                || facts.isKnown(LineScalings.MEAN)
                || facts.isKnown(LineScalings.DEVIATION);
        if (!isSaid && ports.input().type() == Port.Type.FLOAT) {
            warn(
                    name,
                    "nothing says how its pixels are scaled: taken as " + NetworkFacts.nameOf(scaling.channels())
                            + " from 0 to 1; a preset says it, or picture.channels, picture.mean and picture.deviation do");
        }
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

    /** Returns the layout of the output, to the classes of which the vocabulary is then fitted. */
    static OutputLayout layout(FirstRun run, NetworkVocabulary vocabulary) throws NetworkFaultException {
        vocabulary.takeAdded(run::mayHave);
        var layout = run.layout(vocabulary.size());
        vocabulary.fit(run.classes(layout));
        return layout;
    }

    /** Returns the fusion weights of a language model, where a request gives none. */
    static FusionWeights weights(NetworkFacts facts) throws NetworkFaultException {
        var usual = FusionWeights.DEFAULT;
        double most = FusionWeights.LARGEST;
        return new FusionWeights(
                facts.number("language-model.weight", 0, most, usual.weight()),
                facts.number("language-model.word-bonus", -most, most, usual.wordBonus()));
    }

    /** Warns of a property of a network. */
    static void warn(String name, String warning) {
        LOG.log(Level.WARNING, "network " + name + ": " + warning);
    }
}
