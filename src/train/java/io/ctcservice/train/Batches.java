package io.ctcservice.train;

import io.ctcservice.train.print.Grey;
import io.ctcservice.train.print.LineMaker;
import io.ctcservice.train.print.PrintAlphabet;
import io.ctcservice.train.print.PrintedLine;
import io.ctcservice.train.print.Scaling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * An endless sequence of batches, made in the background during the steps of training. Lines are made by the pool, sorted by width, cut into
 * batches and shuffled, so that lines of a batch need but little stretching to one width. The same seed gives the same ones.
 */
final class Batches {

    private static final int POOL = 32;
    /** The greatest factor by which a line is stretched rather than padded. */
    private static final double STRETCH = 1.07;

    private static final int MIN_WIDTH = 16;
    private static final int WIDEST = 1600;
    private static final int SHORT = 20;

    private final LineMaker lines;
    private final PrintAlphabet alphabet = new PrintAlphabet();
    private final int size;
    private final long seed;
    private final long shortPools;
    private final PooledBatches pools;

    /**
     * @param size lines of a batch
     * @param first number of the first batch, where an earlier run stopped
     * @param shortBatches so many batches from the very first hold short lines, for a curriculum
     */
    Batches(LineMaker lines, int size, long seed, long first, long shortBatches) {
        this.lines = lines;
        this.size = size;
        this.seed = seed;
        this.shortPools = shortBatches / POOL;
        this.pools = new PooledBatches(POOL, first, this::pool);
    }

    Batch next() {
        return pools.next();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Scaled(Grey picture, int[] target) {}

    private List<Batch> pool(long number) {
        var random = new Random(seed + number);
        var pool = new ArrayList<Scaled>();
        for (long i = number * POOL * size; i < (number + 1) * POOL * size; i++) {
            PrintedLine line = lines.make(i, number < shortPools ? SHORT : Integer.MAX_VALUE);
            Grey picture = Scaling.toHeight(line.picture(), PrintShape.HEIGHT, MIN_WIDTH, random.nextInt(4) != 0);
            int[] target = alphabet.labels(line.drawn());
            if (picture.width() <= WIDEST && picture.width() / PrintShape.COLUMNS_PER_FRAME > least(target)) {
                pool.add(new Scaled(picture, target));
            }
        }
        pool.sort(Comparator.comparingInt(s -> s.picture().width()));
        var batches = new ArrayList<Batch>();
        for (List<Scaled> part : cut(pool)) {
            batches.add(batch(part, random));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** Returns always as many parts, of about as many lines; where there are fewer lines than parts, some are in two. */
    static <T> List<List<T>> cut(List<T> pool) {
        var parts = new ArrayList<List<T>>();
        for (int b = 0; b < POOL; b++) {
            int from = b * pool.size() / POOL;
            parts.add(pool.subList(from, Math.max(from + 1, (b + 1) * pool.size() / POOL)));
        }
        return parts;
    }

    /** Returns the number of frames that a target needs, and some more. */
    private static int least(int[] target) {
        int repeats = 0;
        for (int u = 1; u < target.length; u++) {
            repeats += target[u] == target[u - 1] ? 1 : 0;
        }
        return target.length + repeats + 1 + target.length / 10;
    }

    private static Batch batch(List<Scaled> lines, Random random) {
        int widest = lines.getLast().picture().width();
        int width = (widest + PrintShape.COLUMNS_PER_FRAME - 1)
                / PrintShape.COLUMNS_PER_FRAME
                * PrintShape.COLUMNS_PER_FRAME;
        var ink = new float[lines.size() * PrintShape.HEIGHT * width];
        var targets = new ArrayList<int[]>();
        for (int n = 0; n < lines.size(); n++) {
            Grey picture = lines.get(n).picture();
            int white = width - Math.min(width, picture.width() + random.nextInt(PrintShape.COLUMNS_PER_FRAME));
            if (width <= picture.width() * STRETCH) {
                white = random.nextInt(PrintShape.COLUMNS_PER_FRAME);
                picture = Scaling.scale(picture, width - white, PrintShape.HEIGHT, true);
            }
            write(picture, ink, n * PrintShape.HEIGHT * width, width, white < PrintShape.COLUMNS_PER_FRAME);
            targets.add(lines.get(n).target());
        }
        return new Batch(new long[] {lines.size(), 1, PrintShape.HEIGHT, width}, ink, targets);
    }

    /** Writes a line padded to a width: with white, as the service pads to whole frames, or with the brightness at its end. */
    static void write(Grey picture, float[] ink, int offset, int width, boolean white) {
        for (int y = 0; y < PrintShape.HEIGHT; y++) {
            for (int x = 0; x < width; x++) {
                float paper = white ? 1 : picture.at(picture.width() - 1, y);
                ink[offset + y * width + x] = 1 - (x < picture.width() ? picture.at(x, y) : paper);
            }
        }
    }
}
