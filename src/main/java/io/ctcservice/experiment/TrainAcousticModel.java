package io.ctcservice.experiment;

import io.ctcservice.acoustic.Trainer;
import io.ctcservice.acoustic.TrainingSettings;
import io.ctcservice.core.loss.LogForward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that trains the shipped acoustic model and writes its weights.
 *
 * <pre>
 * ./mvnw spring-boot:run -Dspring-boot.run.main-class=io.ctcservice.experiment.TrainAcousticModel
 * </pre>
 *
 * The weights go to {@code src/main/resources/acoustic/elman-english.bin}, or to the file that is the one argument.
 */
public final class TrainAcousticModel {

    private static final Path SHIPPED = Path.of("src/main/resources/acoustic/elman-english.bin");

    private TrainAcousticModel() {}

    static void main(String[] arguments) throws IOException {
        var settings = TrainingSettings.shipped();
        System.out.println(settings);
        long start = System.nanoTime();
        var model = new Trainer(new LogForward(), settings)
                .train(report -> System.out.printf(
                        "epoch %2d  loss per label %.4f nats  CER %5.2f %%  after %d s%n",
                        report.epoch(),
                        report.loss(),
                        100 * report.characterErrorRate(),
                        Duration.ofNanos(System.nanoTime() - start).toSeconds()));
        Path file = arguments.length == 0 ? SHIPPED : Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, model.toBytes());
        System.out.println("wrote " + file);
    }
}
