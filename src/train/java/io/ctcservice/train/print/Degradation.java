package io.ctcservice.train.print;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Random degradations of a clean line, as by scanners, cameras, copiers and screens. */
final class Degradation {

    private Degradation() {}

    /**
     * Returns the picture as a good scanner delivers it, in grey or in black and white. Black is as much as was ink, more or less: a
     * fixed threshold would erase the thin strokes of small type, which nobody could read then.
     */
    static Grey slight(Grey clean, RandomGenerator random) {
        double ink = 1 - mean(clean);
        Grey scanned = blur(clean, 0.3 + 0.5 * random.nextDouble());
        noise(scanned, 0.03 * random.nextDouble(), random);
        if (random.nextBoolean()) {
            threshold(scanned, levelOf(scanned, ink * (0.85 + 0.4 * random.nextDouble())));
        }
        return scanned;
    }

    /** Returns the degraded picture. */
    static Grey apply(Grey clean, RandomGenerator random) {
        int kind = random.nextInt(100);
        if (kind < 38) {
            return scannedInBlackAndWhite(clean, random);
        }
        if (kind < 62) {
            return scannedInGrey(clean, random);
        }
        return kind < 86 ? photographed(clean, random) : shown(clean, random);
    }

    private static Grey scannedInBlackAndWhite(Grey line, RandomGenerator random) {
        Grey degraded = blur(line, 0.3 + 0.9 * random.nextDouble());
        noise(degraded, 0.02 + 0.16 * random.nextDouble() * random.nextDouble(), random);
        if (random.nextInt(100) < 25) {
            mottle(degraded, 0.3 * random.nextDouble(), random);
        }
        threshold(degraded, 0.28 + 0.44 * random.nextDouble());
        if (random.nextInt(100) < 12) {
            specks(degraded, 0.004 * random.nextDouble(), random);
        }
        int more = random.nextInt(100);
        if (more < 20) { // delivered at half the resolution
            return Scaling.toHeight(
                    degraded, (int) Math.max(14, degraded.height() * (0.4 + 0.4 * random.nextDouble())), 4, true);
        }
        return more < 30 ? blur(degraded, 0.3 + 0.6 * random.nextDouble()) : degraded;
    }

    private static Grey scannedInGrey(Grey line, RandomGenerator random) {
        Grey degraded = blur(line, 0.2 + 1.1 * random.nextDouble());
        tones(
                degraded,
                0.45 * random.nextDouble() * random.nextDouble(),
                1 - 0.25 * random.nextDouble() * random.nextDouble());
        if (random.nextInt(100) < 40) {
            shade(degraded, 0.25, random);
        }
        noise(degraded, 0.05 * random.nextDouble(), random);
        if (random.nextInt(100) < 20) {
            gamma(degraded, 0.5 + 1.5 * random.nextDouble());
        }
        return random.nextInt(100) < 35 ? jpeg(degraded, 0.25 + 0.6 * random.nextDouble()) : degraded;
    }

    private static Grey photographed(Grey line, RandomGenerator random) {
        Grey degraded = line;
        if (random.nextInt(100) < 35) { // small on the sensor
            degraded = Scaling.toHeight(
                    degraded, Math.max(15, (int) (degraded.height() * (0.45 + 0.5 * random.nextDouble()))), 4, true);
        }
        degraded = blur(degraded, 1.3 * random.nextDouble() * degraded.height() / 40);
        if (random.nextInt(100) < 15) {
            degraded = smear(degraded, 2 + random.nextInt(2), random.nextBoolean());
        }
        double dark = 0.5 * random.nextDouble();
        tones(degraded, dark, Math.min(1, dark + 0.3 + 0.7 * random.nextDouble()));
        if (random.nextInt(100) < 70) {
            shade(degraded, 0.5, random);
        }
        noise(degraded, 0.16 * random.nextDouble() * random.nextDouble(), random);
        if (random.nextInt(100) < 45) {
            degraded = jpeg(degraded, 0.15 + 0.6 * random.nextDouble());
        }
        if (random.nextInt(100) < 10) { // and then made black and white by its own mean
            threshold(degraded, mean(degraded) - 0.04 - 0.12 * random.nextDouble());
        }
        return degraded;
    }

    private static Grey shown(Grey line, RandomGenerator random) {
        double ink = random.nextInt(100) < 50 ? 0 : 0.5 * random.nextDouble();
        if (random.nextInt(100) < 18) {
            tones(line, 1 - ink, ink * random.nextDouble());
        } else {
            tones(line, ink, random.nextInt(100) < 60 ? 1 : 0.8 + 0.2 * random.nextDouble());
        }
        return random.nextInt(100) < 20 ? jpeg(line, 0.3 + 0.6 * random.nextDouble()) : line;
    }

    static Grey blur(Grey picture, double sigma) {
        if (sigma < 0.15) {
            return picture;
        }
        int reach = (int) Math.ceil(2.5 * sigma);
        var weights = new float[2 * reach + 1];
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return along(along(picture, weights, true), weights, false);
    }

    /** Returns the picture with motion blur. */
    private static Grey smear(Grey picture, int length, boolean sideways) {
        var weights = new float[length | 1];
        Arrays.fill(weights, 1f / weights.length);
        return along(picture, weights, sideways);
    }

    private static Grey along(Grey picture, float[] weights, boolean sideways) {
        int width = picture.width();
        int height = picture.height();
        int reach = weights.length / 2;
        var blurred = new Grey(width, height);
        float[] to = blurred.values();
        for (int k = -reach; k <= reach; k++) {
            float weight = weights[k + reach];
            for (int y = 0; y < height; y++) {
                int from = (sideways ? y : Math.clamp(y + k, 0, height - 1)) * width;
                for (int x = 0; x < width; x++) {
                    to[y * width + x] +=
                            weight * picture.values()[from + (sideways ? Math.clamp(x + k, 0, width - 1) : x)];
                }
            }
        }
        return blurred;
    }

    private static void noise(Grey picture, double deviation, RandomGenerator random) {
        if (deviation < 0.004) {
            return;
        }
        float[] values = picture.values();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (deviation * random.nextGaussian());
        }
    }

    /** Adds slowly varying noise: uneven ink or paper. */
    private static void mottle(Grey picture, double strength, RandomGenerator random) {
        int cell = 2 + random.nextInt(8);
        var coarse = new Grey(picture.width() / cell + 2, picture.height() / cell + 2);
        noise(coarse, strength, random);
        Grey fine = Scaling.scale(coarse, picture.width(), picture.height(), false);
        for (int i = 0; i < fine.values().length; i++) {
            picture.values()[i] += fine.values()[i];
        }
    }

    private static void threshold(Grey picture, double level) {
        float[] values = picture.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] < level ? 0 : 1;
        }
    }

    /** Returns the level below which so much of a picture is, from 0 to 1. */
    private static double levelOf(Grey picture, double share) {
        float[] sorted = picture.values().clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }

    private static void specks(Grey picture, double share, RandomGenerator random) {
        float[] values = picture.values();
        for (int n = (int) (share * values.length); n > 0; n--) {
            int at = random.nextInt(values.length);
            float colour = random.nextInt(3) == 0 ? 1 : 0;
            values[at] = colour;
            if (random.nextBoolean() && at + 1 < values.length) {
                values[at + 1] = colour;
            }
        }
    }

    /** Maps black to {@code dark} and white to {@code light}. */
    private static void tones(Grey picture, double dark, double light) {
        float[] values = picture.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (dark + (light - dark) * values[i]);
        }
    }

    private static void gamma(Grey picture, double exponent) {
        float[] values = picture.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(Math.max(0, values[i]), exponent);
        }
    }

    /** Adds a gradient of brightness: light from a side, or a shadow across. */
    private static void shade(Grey picture, double most, RandomGenerator random) {
        double across = most * (random.nextDouble() - 0.5) * 2;
        double down = most * (random.nextDouble() - 0.5);
        double bow = most * (random.nextDouble() - 0.5);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                double u = (double) x / picture.width() - 0.5;
                double v = (double) y / picture.height() - 0.5;
                picture.values()[y * picture.width() + x] *=
                        (float) Math.clamp(0.9 + across * u + down * v + bow * (0.25 - u * u) * 2, 0.2, 1.15);
            }
        }
    }

    private static double mean(Grey picture) {
        double sum = 0;
        for (float value : picture.values()) {
            sum += value;
        }
        return sum / picture.values().length;
    }

    private static Grey jpeg(Grey picture, double quality) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var bytes = new ByteArrayOutputStream();
                var output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality((float) quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture.toImage(), null, null), settings);
            output.flush();
            BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
            return Grey.of(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        } finally {
            writer.dispose();
        }
    }
}
