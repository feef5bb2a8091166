package io.ctcservice.recognition;

import io.ctcservice.audio.CausalFrontEnd;
import io.ctcservice.audio.SoundFrontEnd;
import io.ctcservice.core.Counted;
import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.recognition.NetworkDescription.Kind;

/** A reader of a network for sound, with or without states that it carries from chunk to chunk. */
final class SpeechReader {

    private static final String OVERLAP = "windows.overlap";

    private final String name;
    private final RunnableModel model;
    private final NetworkFacts facts;
    private final Ports ports;

    SpeechReader(String name, RunnableModel model, NetworkFacts facts, Ports ports) {
        this.name = name;
        this.model = model;
        this.facts = facts;
        this.ports = ports;
    }

    /** Returns the network, which then owns the model. */
    NeuralNetwork read(NetworkVocabulary vocabulary) throws NetworkFaultException {
        var frontEnd = frontEnd();
        var wiring = ports.wiring(vocabulary, false, frontEnd.dimension());
        if (!wiring.states().isEmpty()) {
            return streaming(frontEnd, wiring, vocabulary);
        }
        var run = firstRun(frontEnd, wiring);
        var layout = NetworkReader.layout(run, vocabulary);
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
        var layout = NetworkReader.layout(run, vocabulary);
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
        if (ports.input().type() == Port.Type.WHOLE
                && facts.number("sound.scale").orElse(1.0) <= 1) {
            throw facts.wrong(
                    "sound.scale",
                    "what a full-scale sample is as a whole number, such as 32768, since the input takes those");
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

    /** Returns the front end; features of another dimension than the input has do not fit. */
    private SoundFrontEnd frontEnd() throws NetworkFaultException {
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

    private int samplesPerFrame(SoundFrontEnd frontEnd, FirstRun run, OutputLayout layout)
            throws NetworkFaultException {
        var duration = new FrameDuration(facts, frontEnd, run, layout);
        int samplesPerFrame = duration.samples();
        duration.warning(samplesPerFrame).ifPresent(warning -> NetworkReader.warn(name, warning));
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
            throw facts.wrong(OVERLAP, "less than windows.seconds, which is " + PlainNumber.of(seconds));
        }
        var windows = WindowPlan.of(seconds, overlap, sampleRate, samplesPerFrame);
        if (windows.overlap() / samplesPerFrame < missing) {
            throw facts.wrong(
                    OVERLAP,
                    "at least " + PlainNumber.of((double) missing * samplesPerFrame / sampleRate)
                            + ", since the network gives "
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
                NetworkReader.weights(facts),
                facts.all());
    }

    /** A network that carries its states from chunk to chunk needs rows that do not depend on the sound to come. */
    private CausalFrontEnd causal(SoundFrontEnd frontEnd) throws NetworkFaultException {
        var causal = frontEnd.causal();
        if (causal.isPresent()) {
            return causal.get();
        }
        boolean isLevelled =
                !facts.text(NetworkFacts.NORMALIZATION).orElse("none").equals("none");
        boolean isStacked = !facts.text(FrontEnds.STACK).orElse("1").equals("1");
        throw facts.wrong(
                isLevelled ? NetworkFacts.NORMALIZATION : isStacked ? FrontEnds.STACK : "sound.hop-seconds",
                "input that does not depend on sound to come, as the network has states: sound.normalization none,"
                        + " sound.stack 1, sound.hop-seconds no longer than a window");
    }
}
