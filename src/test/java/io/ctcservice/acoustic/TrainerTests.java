package io.ctcservice.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.loss.LogForward;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTests {

    private static List<TrainingReport> reports(TrainingSettings settings) {
        var reports = new ArrayList<TrainingReport>();
        new Trainer(new LogForward(), settings).train(reports::add);
        return reports;
    }

    @Test
    void learnsToReadWithoutEverSeeingAnAlignment() {
        var reports = reports(TrainingSettings.shipped().withEpochs(4, 80));
        var first = reports.getFirst();
        var last = reports.getLast();
        assertThat(first.loss()).isGreaterThan(2); // a uniform guess costs about ln 28 for each frame of a label
        assertThat(last.loss()).isLessThan(0.3);
        assertThat(first.characterErrorRate()).isGreaterThan(0.5);
        assertThat(last.characterErrorRate()).isLessThan(0.05);
    }

    @Test
    void theSameSeedLearnsTheSameWeights() {
        var settings = TrainingSettings.shipped().withEpochs(1, 3);
        byte[] once =
                new Trainer(new LogForward(), settings).train(report -> {}).toBytes();
        byte[] again =
                new Trainer(new LogForward(), settings).train(report -> {}).toBytes();
        assertThat(again).isEqualTo(once);
    }

    @Test
    void refusesSettingsThatTrainNothing() {
        assertThatThrownBy(() -> TrainingSettings.shipped().withEpochs(0, 1))
                .isInstanceOfSatisfying(
                        CtcInputException.class, e -> assertThat(e.field()).isEqualTo("epochs"));
    }
}
