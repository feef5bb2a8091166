package io.ctcservice.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;

/** The checkpoints of a training in a folder, one file each; training resumes from the last one. */
final class Checkpoints {

    private static final String PREFIX = "step-";
    private static final String SUFFIX = ".pt";
    private static final int KEPT = 3;

    private final Path folder;

    /** @throws IOException if the folder cannot be made */
    Checkpoints(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Writes a checkpoint, and deletes old ones. */
    void save(Training<?> training, long step) throws IOException {
        Path unfinished = folder.resolve("unfinished");
        try (var archive = new OutputArchive();
                var network = new OutputArchive();
                var average = new OutputArchive();
                var optimizer = new OutputArchive()) {
            training.network().save(network);
            training.average().network().save(average);
            training.optimizer().save(optimizer);
            archive.write("network", network);
            archive.write("average", average);
            archive.write("optimizer", optimizer);
            archive.save_to(unfinished.toString());
        }
        Files.move(
                unfinished, folder.resolve(PREFIX + "%08d".formatted(step) + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            Files.delete(old);
        }
    }

    /** Returns the last checkpoint. */
    Optional<Path> last() throws IOException {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Returns the step after which a checkpoint was written. */
    static long step(Path checkpoint) {
        String name = checkpoint.getFileName().toString();
        return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }

    /** Reads a checkpoint into a training. */
    static void load(Path checkpoint, Training<?> training) {
        try (var archive = new InputArchive()) {
            archive.load_from(checkpoint.toString());
            training.network().load(part(archive, "network"));
            training.average().network().load(part(archive, "average"));
            training.optimizer().load(part(archive, "optimizer"));
        }
    }

    /** Reads the averaged weights of a checkpoint into a network of the same shape, and returns it. */
    static <N extends CtcNetwork> N average(Path checkpoint, N network) {
        try (var archive = new InputArchive()) {
            archive.load_from(checkpoint.toString());
            network.load(part(archive, "average"));
        }
        return network;
    }

    private static InputArchive part(InputArchive archive, String name) {
        var part = new InputArchive();
        archive.read(name, part);
        return part;
    }

    private List<Path> all() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(PREFIX + "\\d+\\" + SUFFIX))
                    .sorted(Comparator.comparingLong(Checkpoints::step))
                    .toList();
        }
    }
}
