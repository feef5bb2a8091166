package io.ctcservice.audio.mp3;

import java.util.Arrays;

/** A decoder of the frames of a file, one after the other. Not thread-safe: a frame overlaps the one before. */
final class Mp3Frame {

    private static final int LINES = Coefficients.LINES;
    private static final int BANDS = 32;
    private static final int MOST_GRANULES = 2;

    private final MainData side = new MainData();
    private final MainData data = new MainData();
    private final Coefficients coefficients = new Coefficients();
    private final Granule[][] granules = new Granule[MOST_GRANULES][2];
    private final boolean[][] shared = new boolean[2][4];
    private final double[][] lines = new double[2][LINES];
    private final double[] bands = new double[LINES];
    private final Hybrid[] hybrids = {new Hybrid(), new Hybrid()};
    private final Synthesis[] syntheses = {new Synthesis(), new Synthesis()};
    private final float[][] samples;

    /** @param channels of the file; frames with another number are converted to it */
    Mp3Frame(int channels) {
        this.samples = new float[channels][MOST_GRANULES * LINES];
        for (Granule[] ofChannels : granules) {
            ofChannels[0] = new Granule();
            ofChannels[1] = new Granule();
        }
    }

    float sample(int channel, int index) {
        return samples[channel][index];
    }

    /** Decodes a frame. One that needs main data which were not there, as after a cut, is silent. */
    void decode(byte[] bytes, Mp3Frames.Frame frame) {
        var header = frame.header();
        int start = frame.at() + header.sideStart();
        int back = readSide(bytes, start, header);
        int mainAt = start + header.sideBytes();
        int mainBytes = Math.max(0, frame.at() + header.bytes() - mainAt);
        boolean isWhole = data.add(bytes, mainAt, mainBytes, back);
        var bandsOfRate = Bands.of(header);
        for (int g = 0; g < header.granules(); g++) {
            for (int c = 0; c < header.channels(); c++) {
                Arrays.fill(lines[c], 0);
            }
            if (isWhole) {
                readLines(header, g, bandsOfRate);
            }
            for (int c = 0; c < samples.length; c++) {
                int from = Math.min(c, header.channels() - 1);
                synthesize(lines[from], granules[g][from], bandsOfRate, c, g * LINES);
            }
        }
    }

    private int readSide(byte[] bytes, int start, Mp3Header header) {
        side.add(bytes, start, header.sideBytes(), 0);
        int back = side.bits(header.isFirstVersion() ? 9 : 8);
        if (header.isFirstVersion()) {
            side.bits(header.channels() == 1 ? 5 : 3);
            for (int c = 0; c < header.channels(); c++) {
                for (int group = 0; group < 4; group++) {
                    shared[c][group] = side.bit() == 1;
                }
            }
        } else {
            side.bits(header.channels());
        }
        for (int g = 0; g < header.granules(); g++) {
            for (int c = 0; c < header.channels(); c++) {
                granules[g][c].read(side, header.isFirstVersion());
            }
        }
        return back;
    }

    private void readLines(Mp3Header header, int g, Bands bandsOfRate) {
        int lastLines = 0;
        for (int c = 0; c < header.channels(); c++) {
            var granule = granules[g][c];
            int end = data.position() + granule.bits;
            if (header.isFirstVersion()) {
                var isShared = new boolean[4];
                if (g == 1) {
                    System.arraycopy(granules[0][c].longScales, 0, granule.longScales, 0, 22);
                    System.arraycopy(shared[c], 0, isShared, 0, 4);
                }
                ScaleFactors.read(data, granule, isShared);
            } else {
                ScaleFactors.readLow(data, granule, header.isIntensity() && c == 1);
            }
            lastLines = coefficients.read(data, end, granule, bandsOfRate, lines[c]);
        }
        if (header.channels() == 2 && (header.isMidSide() || header.isIntensity())) {
            new Stereo(header, bandsOfRate).apply(lines[0], lines[1], granules[g][1], lastLines);
        }
    }

    private void synthesize(double[] spectrum, Granule granule, Bands bandsOfRate, int channel, int at) {
        hybrids[channel].apply(spectrum, granule, bandsOfRate, bands);
        for (int slot = 0; slot < LINES / BANDS; slot++) {
            syntheses[channel].apply(bands, slot * BANDS, samples[channel], at + slot * BANDS);
        }
    }
}
