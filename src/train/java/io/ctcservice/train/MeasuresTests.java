package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresTests {

    @Test
    void errorRatesAreEditsByTheLengthOfTheTruthOverAllLines() {
        var errors = new ErrorRates();
        errors.add("a cat", "a cap");
        errors.add("", "xy z");
        assertThat(errors.cer()).isCloseTo(100.0 * (1 + 4) / 9, within(1e-9));
        assertThat(errors.wer()).isCloseTo(100.0 * (1 + 2) / 4, within(1e-9));
    }

    @Test
    void theWordsThatStayAreRight() {
        assertThat(Reliability.right(List.of("the", "cat", "sad"), List.of("the", "fat", "cat", "sat")))
                .containsExactly(true, true, false);
        assertThat(Reliability.right(List.of(), List.of("a"))).isEmpty();
    }

    @Test
    void confidenceIsComparedWithBeingRightBinByBin() {
        var reliability = new Reliability();
        reliability.add(new double[] {0.9, 0.95, 1, 0.3}, new boolean[] {true, true, false, false});
        // |2.85 - 2| and |0.3 - 0| of 4 words
        assertThat(reliability.expectedCalibrationError()).isCloseTo(100 * (0.85 + 0.3) / 4, within(1e-9));
        assertThat(reliability.table()).contains("| 0.9 to 1.0 | 3 | 95.0 % | 66.7 % |");
        assertThat(reliability.diagram("words").lines().filter(line -> line.startsWith("<rect x")))
                .hasSize(10);
    }

    @Test
    void aTextIsFoldedAsTheEmissionsAre() {
        assertThat(FoldedReader.fold("Fig. 2-2 (see ``it's''): 3/4 kg")).isEqualTo("fig 2 2 see it's 3 4 kg");
    }

    @Test
    void theRateRisesAndFalls() {
        var schedule = new Schedule(100, 1100, 0.002);
        assertThat(schedule.rate(100)).isLessThan(0.0001);
        assertThat(schedule.rate(300)).isBetween(0.0017, 0.002);
        assertThat(schedule.rate(1100)).isCloseTo(0.00004, within(1e-9));
    }

    @Test
    void aSettingThatMeansNothingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings("stpes=3"))
                .withMessageContaining("stpes=3")
                .withMessageContaining("steps");
    }

    @Test
    void aValueThatMeansNothingIsNamedWithItsSetting() {
        var settings = new Settings("steps=many", "peak=high", "streams=yes", "weights=0.3,x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.number("steps"))
                .withMessage("steps=many; expected a whole number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.real("peak"))
                .withMessage("peak=high; expected a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.flag("streams"))
                .withMessage("streams=yes; expected true or false");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.reals("weights"))
                .withMessage("weights=x; expected numbers with commas between");
    }

    @Test
    void aNumberOutsideOfItsRangeIsNamedWithIt() {
        var settings = new Settings("distorted=101", "people=-0.1", "temperature=NaN", "epoch=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.number("distorted"))
                .withMessage("distorted=101; expected 0 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.real("people"))
                .withMessage("people=-0.1; expected 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.real("temperature"))
                .withMessage("temperature=NaN; expected 0.01 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.number("epoch"))
                .withMessageStartingWith("epoch=0; expected 1 to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workers", "layers", "sound-hidden", "begin-layers"})
    void aShapeOrANumberOfThreadsIsAtLeast1(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(name + "=0").number(name))
                .withMessage(name + "=0; expected 1 to 2147483647");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utterances", "unseen", "timed", "look-ahead"})
    void whatMayBeLeftOutIsAtLeast0(String name) {
        assertThat(new Settings(name + "=0").number(name)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(name + "=-1").number(name))
                .withMessage(name + "=-1; expected 0 to 2147483647");
    }

    @Test
    void eachNumberOfAListIsInItsRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings("weights=0.3,-1").reals("weights"))
                .withMessage("weights=0.3,-1; expected 0 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings("channels=24,0").shape(6))
                .withMessage("channels=24,0; expected 1 to 2147483647");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings("begin-layers=two").beginShape(6))
                .withMessage("begin-layers=two; expected a whole number");
        assertThat(new Settings("begin-channels=8,16,24,32", "hidden=5").beginShape(6))
                .isEqualTo(new PrintShape(List.of(8, 16, 24, 32), 2, 5, 6));
    }

    @Test
    void speechAndPrintHaveFoldersAndFilesOfTheirOwn() {
        var print = new Settings();
        var speech = Settings.of(Program.SPEECH_TRAIN, "steps=5");
        assertThat(speech.path("folder")).isNotEqualTo(print.path("folder"));
        assertThat(speech.path("file")).isNotEqualTo(print.path("file"));
        assertThat(speech.number("steps")).isEqualTo(5);
        assertThat(Settings.of(Program.SPEECH_TRAIN, "folder=target/print").path("folder"))
                .isEqualTo(print.path("folder"));
    }

    @Test
    void theFarthestOfTwoSaysHowUnlikeTheyAre() {
        var even = scores(0, 0);
        assertThat(ExportSpeech.farthest(even, scores(0, (float) Math.log(3)), false))
                .isCloseTo(Math.log(2), within(1e-6));
        assertThat(ExportSpeech.farthest(even, scores(0, (float) Math.log(3)), true))
                .isCloseTo(0.25, within(1e-6));
        var certain = scores(0, Float.NEGATIVE_INFINITY);
        assertThat(ExportSpeech.farthest(certain, certain, false)).isZero();
        assertThat(ExportSpeech.farthest(even, certain, false)).isInfinite();
    }

    private static Emissions scores(float... row) {
        return Emissions.of(FloatMatrix.ofRows(row), ScoreKind.LOGITS);
    }
}
