package io.ctcservice.plot;

import static io.ctcservice.plot.Lettering.SMALL;

import io.ctcservice.plot.Shape.Anchor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The legend of a scale: its colours with round values beside them, the unit, and the colour of log zero. */
final class ColourBar {

    private static final int WIDTH = 16;
    private static final int LEAST_HEIGHT = 130;
    private static final int GREATEST_HEIGHT = 420;
    private static final int ZERO_GAP = 14;
    private static final int TICK_ROOM = 32;

    private final ValueScale scale;
    private final String unit;
    private final int left;
    private final int top;
    private final int height;
    private final List<Tick> ticks = new ArrayList<>();
    private final int labelWidth;

    ColourBar(ValueScale scale, String unit, int left, int top, int roomDown) {
        this.scale = scale;
        this.unit = unit;
        this.left = left;
        this.top = top;
        this.height =
                Math.clamp(roomDown - (scale.logarithmic() ? ZERO_GAP + WIDTH : 0), LEAST_HEIGHT, GREATEST_HEIGHT);
        if (scale.clipped()) {
            var low = BigDecimal.valueOf(scale.low()).round(new MathContext(3));
            ticks.add(new Tick(top + height - 1, "≤ " + ValueScale.written(low)));
        }
        for (BigDecimal value : scale.ticks(height / TICK_ROOM)) {
            int y = top + (int) Math.round((1 - scale.fraction(value.doubleValue())) * (height - 1));
            if (!scale.clipped() || y < top + height - SMALL.size() - 4) {
                ticks.add(new Tick(y, ValueScale.written(value)));
            }
        }
        labelWidth = Math.max(
                ticks.stream().mapToInt(tick -> SMALL.width(tick.label())).max().orElse(0), SMALL.width("−∞"));
    }

    int right() {
        return left + WIDTH + 10 + labelWidth + 8 + SMALL.size();
    }

    int bottom() {
        return top + height + (scale.logarithmic() ? ZERO_GAP + WIDTH : 0);
    }

    List<Shape> shapes(int ink, int muted) {
        var shapes = new ArrayList<Shape>();
        var ramp = new Pixels(WIDTH, height, 0);
        for (int y = 0; y < height; y++) {
            ramp.fill(0, y, WIDTH, 1, Viridis.rgb(1 - y / (height - 1.0)));
        }
        shapes.add(new Shape.Image(left, top, ramp));
        for (Tick tick : ticks) {
            shapes.add(new Shape.Box(left + WIDTH, tick.y(), 4, 1, muted));
            shapes.add(label(tick.label(), tick.y(), ink));
        }
        if (scale.logarithmic()) {
            int zero = top + height + ZERO_GAP;
            shapes.add(new Shape.Box(left, zero, WIDTH, WIDTH, muted));
            shapes.add(new Shape.Box(left + 1, zero + 1, WIDTH - 2, WIDTH - 2, ValueScale.LOG_ZERO_COLOUR));
            shapes.add(label("−∞", zero + WIDTH / 2, ink));
        }
        shapes.add(new Shape.UpwardText(unit, right(), top + height / 2, SMALL, muted));
        return shapes;
    }

    private Shape label(String text, int y, int ink) {
        return new Shape.Text(text, left + WIDTH + 8, y + SMALL.baselineShift(), SMALL, Anchor.START, ink);
    }

    private record Tick(int y, String label) {}
}
