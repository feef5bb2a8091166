package io.ctcservice.plot;

import io.ctcservice.core.DoubleMatrix;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A mapping from values to colours.
 *
 * @param low value of the darkest colour, which smaller values share
 * @param high value of the lightest colour
 * @param clipped whether there are values below {@code low}, log zero apart
 * @param logarithmic whether minus infinity is a value, with a colour of its own
 */
record ValueScale(double low, double high, boolean clipped, boolean logarithmic) {

    /** The colour of log zero, light grey, which is not in the map. */
    static final int LOG_ZERO_COLOUR = 0xe2e4e8;

    private static final double NARROWEST = 1e-6;

    /** Returns the scale from the least to the greatest value. */
    static ValueScale linear(DoubleMatrix cells) {
        return of(cells, Double.NEGATIVE_INFINITY, false);
    }

    /** Returns the scale of probabilities, 0 to 1. */
    static ValueScale probabilities() {
        return new ValueScale(0, 1, false, false);
    }

    /**
     * Returns the scale of logarithms of probabilities, which ends at 0; all values below {@code floor} have the same
     * colour.
     */
    static ValueScale logarithmic(DoubleMatrix cells, double floor) {
        var scale = of(cells, floor, true);
        return new ValueScale(Math.min(scale.low, -NARROWEST), 0, scale.clipped, true);
    }

    private static ValueScale of(DoubleMatrix cells, double floor, boolean logarithmic) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : cells.borrowArray()) {
            if (value != Double.NEGATIVE_INFINITY) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        if (greatest == Double.NEGATIVE_INFINITY) {
            return new ValueScale(-1, 0, false, logarithmic);
        }
        double low = Math.max(least, floor);
        double high = Math.max(greatest, low);
        double widen = high - low < NARROWEST ? 0.5 : 0;
        return new ValueScale(low - widen, high + widen, least < floor, logarithmic);
    }

    /** Returns the colour 0xRRGGBB of a value. */
    int colour(double value) {
        return value == Double.NEGATIVE_INFINITY ? LOG_ZERO_COLOUR : Viridis.rgb(fraction(value));
    }

    /** Returns the position of a value on the scale: 0 for low, 1 for high. */
    double fraction(double value) {
        return (value - low) / (high - low);
    }

    /** Returns round values on the scale, {@code atMost} of them or a few fewer. */
    List<BigDecimal> ticks(int atMost) {
        var step = niceStep((high - low) / atMost);
        var ticks = new ArrayList<BigDecimal>();
        long first = (long) Math.ceil(low / step.doubleValue() - 1e-9);
        for (long i = first; i * step.doubleValue() <= high + 1e-9 * (high - low); i++) {
            ticks.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return ticks;
    }

    private static BigDecimal niceStep(double least) {
        int power = (int) Math.floor(Math.log10(least));
        for (int factor : new int[] {1, 2, 5}) {
            var step = BigDecimal.valueOf(factor).scaleByPowerOfTen(power);
            if (step.doubleValue() >= least) {
                return step;
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
    }

    /** Returns a number as text on a picture: plain digits, with a true minus sign. */
    static String written(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString().replace('-', '−');
    }
}
