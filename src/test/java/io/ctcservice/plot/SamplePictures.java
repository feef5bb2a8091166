package io.ctcservice.plot;

import io.ctcservice.acoustic.FeatureSynthesizer;
import io.ctcservice.acoustic.OracleEmissions;
import io.ctcservice.acoustic.SyntheticUtterance;
import io.ctcservice.acoustic.Voice;
import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.ForwardBackward;
import io.ctcservice.core.loss.Lattice;
import io.ctcservice.core.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sample pictures of every kind and length. */
enum SamplePictures {
    FEATURES_SHORT {
        @Override
        Picture picture() {
            return features("hi ctc", 20);
        }
    },
    FEATURES_LONG {
        @Override
        Picture picture() {
            return features(LONG, 20);
        }
    },
    LATTICE_SHORT {
        @Override
        Picture picture() {
            return lattice("hello");
        }
    },
    LATTICE_BETA {
        @Override
        Picture picture() {
            return lattice("hello", LatticeQuantity.BETA);
        }
    },
    LATTICE_POSTERIOR {
        @Override
        Picture picture() {
            return lattice("hello", LatticeQuantity.POSTERIOR);
        }
    },
    LATTICE_LONG {
        @Override
        Picture picture() {
            return lattice(LONG);
        }
    },
    LATTICE_ONE_STATE {
        @Override
        Picture picture() {
            var logAlpha = DoubleMatrix.ofRows(new double[] {-0.5}, new double[] {-1.25}, new double[] {-1.5});
            var lattice = new Lattice(-1.5, logAlpha, logAlpha, logAlpha, List.of());
            return LatticePicture.of(
                    "ln α of “”", "3 frames, 1 state", lattice, LatticeQuantity.ALPHA, List.of("ε"), List.of(0, 0, 0));
        }
    },
    EMISSIONS_SHORT {
        @Override
        Picture picture() {
            return emissions("hello you");
        }
    },
    EMISSIONS_LONG {
        @Override
        Picture picture() {
            return emissions(LONG);
        }
    },
    EMISSIONS_WITH_LOG_ZERO {
        @Override
        Picture picture() {
            var scores = FloatMatrix.ofRows(
                    new float[] {0.5f, 0.5f, 0}, new float[] {0, 1e-4f, 0.9999f}, new float[] {1, 0, 0});
            var emissions = Emissions.of(scores, io.ctcservice.core.ScoreKind.PROBS);
            return EmissionPicture.of(
                    "Log zero is not small", emissions, List.of("a", "b", "ε"), 2, new int[] {0, 2, 0}, List.of());
        }
    },
    EMISSIONS_MANY_CLASSES {
        @Override
        Picture picture() {
            return manyClasses();
        }
    };

    private static final Vocabulary ENGLISH = english();
    private static final String LONG =
            "connectionist temporal classification ".repeat(18).strip();

    abstract Picture picture();

    private static Vocabulary english() {
        var symbols = new ArrayList<String>();
        IntStream.rangeClosed('a', 'z').forEach(c -> symbols.add(Character.toString(c)));
        symbols.add(" ");
        symbols.add("ε");
        return Vocabulary.of(symbols, 27);
    }

    private static SyntheticUtterance utterance(String text, int dimension) {
        return new FeatureSynthesizer(3, dimension, 0.3, Voice.PER_OCCURRENCE).synthesize(ENGLISH.labels(text), 7);
    }

    private static Emissions oracle(String text) {
        return new OracleEmissions(28, 27, 0.5, 0.4).emissions(utterance(text, 4), 7);
    }

    private static Picture features(String text, int dimension) {
        var utterance = utterance(text, dimension);
        var spans = utterance.spans().stream()
                .map(s -> Span.of(Symbols.visible(ENGLISH.symbol(s.label())), s.start(), s.end()))
                .toList();
        return FeaturePicture.of(text, utterance.features(), spans);
    }

    private static Picture lattice(String text) {
        return lattice(text, LatticeQuantity.ALPHA);
    }

    private static Picture lattice(String text, LatticeQuantity quantity) {
        var emissions = oracle(text);
        var target = ExtendedTarget.of(ENGLISH.labels(text), 27);
        var lattice = ForwardBackward.lattice(emissions, target);
        var symbols = Symbols.ofClasses(28, 27, ENGLISH::symbol);
        var states = IntStream.range(0, target.states())
                .mapToObj(s -> symbols.get(target.label(s)))
                .toList();
        var alignment = new ForcedAligner().align(emissions, target).orElseThrow();
        return LatticePicture.of(
                quantity.title() + " of “" + Symbols.text(text) + "”",
                emissions.frames() + " frames, " + target.states() + " states",
                lattice,
                quantity,
                states,
                LatticePath.states(alignment.framePath(), 27));
    }

    private static Picture emissions(String text) {
        var emissions = oracle(text);
        var target = ExtendedTarget.of(ENGLISH.labels(text), 27);
        var alignment = new ForcedAligner().align(emissions, target).orElseThrow();
        return EmissionPicture.of(
                "Emissions of “" + Symbols.text(text) + "”",
                emissions,
                Symbols.ofClasses(28, 27, ENGLISH::symbol),
                27,
                alignment.framePath(),
                alignment.tokens().stream()
                        .map(token -> Span.of(ENGLISH.symbol(token.label()), token.start(), token.end()))
                        .toList());
    }

    /** 3000 Han characters and a blank, with three of them spoken. */
    private static Picture manyClasses() {
        int blank = 0;
        var labels = Labels.of(1000, 2000, 2999);
        var utterance = new FeatureSynthesizer(6, 2, 0.3, Voice.PER_OCCURRENCE).synthesize(labels, 3);
        var emissions = new OracleEmissions(3001, blank, 0.5, 0.8).emissions(utterance, 3);
        var symbols = Symbols.ofClasses(3001, blank, v -> Character.toString(0x4e00 + v));
        var path = utterance.spans().stream()
                .flatMapToInt(s -> IntStream.range(s.start(), s.end()).map(t -> s.label()))
                .toArray();
        return EmissionPicture.of("Emissions of a large vocabulary", emissions, symbols, blank, path, List.of());
    }
}
