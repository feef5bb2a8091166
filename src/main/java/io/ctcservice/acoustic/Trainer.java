package io.ctcservice.acoustic;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.text.EditDistance;
import io.ctcservice.core.text.Vocabulary;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A trainer of Elman networks on synthetic utterances of the fixed voice, without alignments: the gradient at the
 * logits is that of {@link CtcLoss}. Vocabulary {@code english}; symbols last 1 to 6 frames on average. Not thread-safe.
 */
public final class Trainer {

    private static final int HELD_OUT = 100;
    private static final int MAX_FRAMES_PER_SYMBOL = 6;
    private static final double LAST_LEARNING_RATE = 0.05;

    private final Forward forward;
    private final TrainingSettings settings;
    private final Vocabulary vocabulary = Vocabulary.ofEnglish();
    private final ElmanWeights weights;
    private final double[] gradient;
    private final Adam adam;

    /** @param forward the arithmetic of the loss and its gradient */
    public Trainer(Forward forward, TrainingSettings settings) {
        this.forward = forward;
        this.settings = settings;
        var shape = new ElmanShape(settings.featureDimension(), settings.hiddenSize(), vocabulary.size());
        // of the order of 1/sqrt(fan-in), so that no unit starts saturated
        double scale = 1 / Math.sqrt(settings.featureDimension() + settings.hiddenSize());
        this.weights = ElmanWeights.random(shape, scale, settings.seed());
        this.gradient = new double[shape.parameters()];
        this.adam = new Adam(shape.parameters());
    }

    /** Trains to the end and returns the network; {@code progress} is called after each epoch. To be called once. */
    public ElmanRnn train(Consumer<TrainingReport> progress) {
        var random = RandomStream.TRAINING.of(settings.seed());
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            double loss = 0;
            for (int batch = 0; batch < settings.batchesPerEpoch(); batch++) {
                loss += step(random, learningRate(epoch, batch));
            }
            progress.accept(new TrainingReport(epoch, loss / settings.batchesPerEpoch(), heldOutCharacterErrorRate()));
        }
        return new ElmanRnn(weights.rounded());
    }

    private double learningRate(int epoch, int batch) {
        double done = (double) ((epoch - 1) * settings.batchesPerEpoch() + batch)
                / (settings.epochs() * settings.batchesPerEpoch());
        return settings.learningRate() * (1 - (1 - LAST_LEARNING_RATE) * done);
    }

    private double step(SeededRandom random, double learningRate) {
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (int i = 0; i < settings.batchSize(); i++) {
            loss += addUtterance(random) / settings.batchSize();
        }
        clip(gradient, settings.clipNorm());
        adam.step(weights.values(), gradient, learningRate);
        return loss;
    }

    /** Adds the gradient of one utterance's mean loss per label, PyTorch's {@code mean}; returns that loss. */
    private double addUtterance(SeededRandom random) {
        var labels = RandomTexts.next(random);
        var pass = ElmanPass.run(weights, utterance(labels, random).features());
        var loss = new CtcLoss(forward)
                .loss(pass.emissions(), ExtendedTarget.of(labels, vocabulary.blank()), Set.of(CtcLoss.Part.GRADIENT));
        pass.addGradient(
                Objects.requireNonNull(loss.gradient()), 1.0 / (settings.batchSize() * labels.length()), gradient);
        return -loss.logLikelihood() / labels.length();
    }

    private SyntheticUtterance utterance(Labels labels, SeededRandom random) {
        int framesPerSymbol = random.nextInt(1, MAX_FRAMES_PER_SYMBOL);
        return new FeatureSynthesizer(
                        framesPerSymbol, settings.featureDimension(), settings.noise(), Voice.PER_CHARACTER)
                .synthesize(labels, random.nextLong());
    }

    private double heldOutCharacterErrorRate() {
        var random = RandomStream.HELD_OUT.of(settings.seed());
        var decoder = new GreedyDecoder(forward, vocabulary.blank());
        var model = new ElmanRnn(weights);
        double errors = 0;
        int length = 0;
        for (int i = 0; i < HELD_OUT; i++) {
            var labels = RandomTexts.next(random);
            var emissions = model.emissions(utterance(labels, random).features());
            errors += EditDistance.between(decoder.decode(emissions).getFirst().labels(), labels);
            length += labels.length();
        }
        return errors / length;
    }

    static void clip(double[] gradient, double longest) {
        double squares = 0;
        for (double slope : gradient) {
            squares += slope * slope;
        }
        double norm = Math.sqrt(squares);
        if (norm > longest) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= longest / norm;
            }
        }
    }
}
