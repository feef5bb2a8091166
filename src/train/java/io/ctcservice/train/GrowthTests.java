package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.rand;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Tests of networks initialised from smaller ones. */
final class GrowthTests {

    private static final int CLASSES = 7;

    private static double difference(CtcNetwork one, CtcNetwork other, long... input) {
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            one.eval();
            other.eval();
            Tensor x = rand(input);
            return one.forward(x).subtract(other.forward(x)).abs().max().item_double();
        }
    }

    @Test
    void widerConvolutionsReadAtFirstAsTheNarrowOnesDid() {
        manual_seed(1);
        var narrow = new PrintNetwork(new PrintShape(List.of(3, 4, 5, 6), 2, 8, CLASSES));
        var wide = new PrintNetwork(new PrintShape(List.of(4, 6, 5, 9), 2, 8, CLASSES));
        double before = difference(narrow, wide, 2, 1, PrintShape.HEIGHT, 40);
        wide.beginAs(narrow);

        assertThat(before).isGreaterThan(1e-3);
        assertThat(difference(narrow, wide, 2, 1, PrintShape.HEIGHT, 40)).isLessThan(1e-5);
    }

    @Test
    void interpolationGoesFromOneNetworkToTheOther() {
        manual_seed(1);
        var one = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        var other = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        var between = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        between.beginAs(one);
        between.interpolate(one, 0.5);
        assertThat(difference(one, between, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);

        between.interpolate(other, 0.5);
        assertThat(difference(one, between, 2, 1, SoundShape.BANDS, 30)).isGreaterThan(1e-3);
        between.interpolate(other, 1);
        assertThat(difference(other, between, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);
    }

    @Test
    void interpolationGoesToTheMeanOfSeveralNetworks() {
        manual_seed(2);
        var one = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        var other = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        var begun = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        var expected = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        expected.beginAs(one);
        expected.interpolate(other, 0.5);
        var mean = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        mean.beginAs(begun);
        mean.interpolate(List.of(one, other), 1);
        assertThat(difference(expected, mean, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);

        mean.beginAs(begun);
        mean.interpolate(List.of(one, other), 0.5);
        expected.interpolate(begun, 0.5);
        assertThat(difference(expected, mean, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);
        assertThat(difference(begun, mean, 2, 1, SoundShape.BANDS, 30)).isGreaterThan(1e-3);
    }

    @Test
    void aWiderNetworkIsNoBeginning() {
        var few = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        var many = new SoundNetwork(new SoundShape(3, 2, 11, CLASSES, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> few.beginAs(many)).withMessageContaining("has more");
    }

    @Test
    void moreStatesHearAtFirstAsTheFewDid() {
        manual_seed(1);
        var few = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        var many = new SoundNetwork(new SoundShape(3, 2, 11, CLASSES, 0, false));
        double before = difference(few, many, 2, 1, SoundShape.BANDS, 30);
        many.beginAs(few);

        assertThat(before).isGreaterThan(1e-3);
        assertThat(difference(few, many, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-5);
    }

    @Test
    void aNetworkThatHearsTakesOverWhatADeeperOneHasInCommon() {
        manual_seed(1);
        var flat = new SoundNetwork(new SoundShape(3, 1, 8, CLASSES, 0, false));
        var deep = new SoundNetwork(new SoundShape(3, 2, 8, CLASSES, 0, false));
        deep.beginAs(flat);
        var again = new SoundNetwork(new SoundShape(3, 1, 8, CLASSES, 0, false));
        again.beginAs(deep);

        assertThat(difference(flat, again, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);
    }

    @Test
    void addedLayersHearAtFirstAsTheFewDid() {
        manual_seed(1);
        for (boolean streams : new boolean[] {false, true}) {
            var few = new SoundNetwork(new SoundShape(3, 3, 8, CLASSES, streams ? 2 : 0, streams));
            var many = new SoundNetwork(new SoundShape(3, 5, 8, CLASSES, streams ? 2 : 0, streams));
            double before = difference(few, many, 2, 1, SoundShape.BANDS, 30);
            many.beginAs(few);

            assertThat(before).isGreaterThan(1e-3);
            assertThat(difference(few, many, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);
        }
    }

    @Test
    void interpolationReachesANetworkWithFewerResidualLayers() {
        manual_seed(2);
        var few = new SoundNetwork(new SoundShape(3, 3, 8, CLASSES, 0, false));
        var many = new SoundNetwork(new SoundShape(3, 4, 8, CLASSES, 0, false));
        assertThat(few.shape().isWithin(many.shape())).isTrue();
        assertThat(many.shape().isWithin(few.shape())).isFalse();
        assertThat(new SoundShape(3, 2, 8, CLASSES, 0, false).isWithin(many.shape()))
                .isFalse();
        assertThat(new SoundShape(3, 3, 9, CLASSES, 0, false).isWithin(many.shape()))
                .isFalse();
        SoundNetwork grown = few.inShapeOf(many);
        assertThat(difference(few, grown, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);

        many.interpolate(grown, 0.5);
        assertThat(difference(few, many, 2, 1, SoundShape.BANDS, 30)).isGreaterThan(1e-3);
        many.interpolate(grown, 1);
        assertThat(difference(few, many, 2, 1, SoundShape.BANDS, 30)).isLessThan(1e-6);
    }
}
