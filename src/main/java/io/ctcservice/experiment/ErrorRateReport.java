package io.ctcservice.experiment;

import java.util.Locale;
import java.util.Map;

/** A report of the error rates of decoders at several noise levels, as a page and as a picture. */
final class ErrorRateReport {

    private static final String[] COLOURS = {"#7a828e", "#2c5d8f", "#b5562b"};
    private static final int LEFT = 60;
    private static final int BOTTOM = 320;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 280;

    private ErrorRateReport() {}

    /** Returns the page, in Markdown. */
    static String table(double[] noises, Map<String, double[]> rates) {
        var page = new StringBuilder("""
                # How well the acoustic model is read

                Character error rate of the trained model that is shipped, on 200 utterances of English sentences, none of
                which it was trained on: voice `perCharacter`, 3 frames a symbol. It was trained at noise 0.3. The beam has
                the defaults of `/decode`; the language model is a pruned trigram model of 30,000 words, weight 0.5, word
                bonus 1.5. Made by `MeasureAcousticModel`, whose Javadoc has the command.

                """);
        page.append("| noise |");
        rates.keySet().forEach(decoder -> page.append(' ').append(decoder).append(" |"));
        page.append("\n|---|").append("---|".repeat(rates.size())).append('\n');
        for (int i = 0; i < noises.length; i++) {
            page.append(String.format(Locale.ROOT, "| %.1f |", noises[i]));
            for (double[] ofDecoder : rates.values()) {
                page.append(String.format(Locale.ROOT, " %.2f %% |", 100 * ofDecoder[i]));
            }
            page.append('\n');
        }
        return page.append("\n![CER by noise](images/acoustic-model.svg)\n").toString();
    }

    /** Returns a chart as SVG with a line for each decoder, noise on the x axis, CER from 0 to 100 % on the y axis. */
    static String picture(double[] noises, Map<String, double[]> rates) {
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"370\""
                + " font-family=\"sans-serif\" font-size=\"14\"><rect width=\"640\" height=\"370\" fill=\"#fff\"/>"
                + "<text x=\"60\" y=\"24\">Character error rate (%) by noise</text>\n");
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = BOTTOM - HEIGHT * percent / 100.0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d=\"M%d %.0fh%d\" stroke=\"#d5d9df\"/><text x=\"52\" y=\"%.0f\" text-anchor=\"end\">%d</text>%n",
                    LEFT,
                    y,
                    WIDTH,
                    y + 5,
                    percent));
        }
        for (double noise : noises) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.0f\" y=\"340\" text-anchor=\"middle\">%.1f</text>%n",
                    across(noise, noises),
                    noise));
        }
        int line = 0;
        for (var decoder : rates.entrySet()) {
            svg.append(line(decoder.getKey(), decoder.getValue(), noises, line++));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String line(String decoder, double[] rates, double[] noises, int number) {
        var points = new StringBuilder();
        for (int i = 0; i < noises.length; i++) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", across(noises[i], noises), BOTTOM - HEIGHT * Math.min(1, rates[i])));
        }
        String colour = COLOURS[number % COLOURS.length];
        return String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                        + "<text x=\"80\" y=\"%d\" fill=\"%s\">%s</text>%n",
                points.toString().strip(),
                colour,
                60 + 20 * number,
                colour,
                decoder);
    }

    private static double across(double noise, double[] noises) {
        return LEFT + WIDTH * (noise - noises[0]) / (noises[noises.length - 1] - noises[0]);
    }
}
