package io.ctcservice.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.Tensor;

/** The checkpoints of a training in a folder, one file each; training resumes from the last one. */
final class Checkpoints {

    private static final String PREFIX = "step-";
    private static final String SUFFIX = ".pt";
    private static final int KEPT = 3;

    private final Path folder;

    /** @param folder which need not be there to look for one, but to write one */
    Checkpoints(Path folder) {
        this.folder = folder;
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

    /**
     * Reads a checkpoint into a training.
     *
     * @throws IllegalArgumentException if it is of a network of another shape
     */
    static void load(Path checkpoint, Training<?> training) {
        try (var archive = new InputArchive()) {
            archive.load_from(checkpoint.toString());
            load(checkpoint, part(archive, "network"), training.network());
            load(checkpoint, part(archive, "average"), training.average().network());
            training.optimizer().load(part(archive, "optimizer"));
        }
    }

    /**
     * Reads the averaged weights of a checkpoint into a network of the same shape, and returns it.
     *
     * @throws IllegalArgumentException if it is of a network of another shape
     */
    static <N extends CtcNetwork> N average(Path checkpoint, N network) {
        try (var archive = new InputArchive()) {
            archive.load_from(checkpoint.toString());
            load(checkpoint, part(archive, "average"), network);
        }
        return network;
    }

    /** Reads weights into a network, which PyTorch would replace by tensors of any size, and of which it would leave out layers. */
    private static void load(Path checkpoint, InputArchive weights, CtcNetwork network) {
        SortedSet<String> layers = names(network.named_children().keys());
        SortedSet<String> stored = names(weights.keys());
        if (!layers.equals(stored)) {
            throw otherShape(checkpoint, "layers " + stored, layers.toString());
        }
        Map<String, String> expected = sizes(network);
        network.load(weights);
        sizes(network).forEach((name, found) -> {
            String size = expected.get(name);
            if (!found.equals(size)) {
                throw otherShape(checkpoint, name + " " + found, String.valueOf(size));
            }
        });
    }

    private static IllegalArgumentException otherShape(Path checkpoint, String found, String expected) {
        return new IllegalArgumentException(checkpoint + " is of a network of another shape: it has " + found
                + ", this network " + expected + "; give the settings of the shape that its training began with, "
                + "channels, layers and hidden, or streams, sound-channels, sound-layers, sound-hidden and look-ahead "
                + "(of a network to begin with, begin-channels, begin-layers and begin-hidden)");
    }

    private static SortedSet<String> names(StringVector keys) {
        var names = new TreeSet<String>();
        for (long i = 0; i < keys.size(); i++) {
            names.add(keys.get(i).getString());
        }
        return names;
    }

    /** Returns the size of each parameter. */
    private static Map<String, String> sizes(CtcNetwork network) {
        var sizes = new LinkedHashMap<String, String>();
        StringTensorDict parameters = network.named_parameters();
        for (long i = 0; i < parameters.size(); i++) {
            Tensor parameter = parameters.get(i).value();
            List<Long> size = LongStream.range(0, parameter.dim())
                    .map(parameter::size)
                    .boxed()
                    .toList();
            sizes.put(parameters.get(i).key().getString(), size.toString());
        }
        return sizes;
    }

    private static InputArchive part(InputArchive archive, String name) {
        var part = new InputArchive();
        archive.read(name, part);
        return part;
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(PREFIX + "\\d+\\" + SUFFIX))
                    .sorted(Comparator.comparingLong(Checkpoints::step))
                    .toList();
        }
    }
}
