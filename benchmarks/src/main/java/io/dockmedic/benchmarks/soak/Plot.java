package io.dockmedic.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The samples as curves, one below the other, each from 0 to its highest: SVG. */
final class Plot {
    private static final int LEFT = 150;
    private static final int WIDTH = 600;
    private static final int HEIGHT = 70;
    private static final int GAP = 22;
    private static final int BOTTOM = 24;

    private Plot() {}

    static String of(List<Sample> samples) {
        double minutes = samples.getLast().minutes();
        StringBuilder svg = new StringBuilder();
        int height = Sample.QUANTITIES.size() * (HEIGHT + GAP) + BOTTOM;
        svg.append(String.format(Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                LEFT + WIDTH + 20, height));
        int top = 10;
        for (Sample.Quantity quantity : Sample.QUANTITIES) {
            svg.append(panel(samples, quantity, top, minutes));
            top += HEIGHT + GAP;
        }
        for (int mark = 0; mark <= minutes; mark += 10) {
            svg.append(text(LEFT + WIDTH * mark / minutes, height - 8, "middle", mark + " min"));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String panel(List<Sample> samples, Sample.Quantity quantity, int top, double minutes) {
        ToDoubleFunction<Sample> of = quantity.of();
        double highest = Math.max(1e-9, samples.stream().mapToDouble(of).max().orElseThrow());
        String points = samples.stream()
                .map(one -> String.format(Locale.ROOT, "%.1f,%.1f", LEFT + WIDTH * one.minutes() / minutes,
                        top + HEIGHT * (1 - of.applyAsDouble(one) / highest)))
                .collect(Collectors.joining(" "));
        return String.format(Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#ccc\"/>%n"
                        + "<polyline fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"1.5\" points=\"%s\"/>%n",
                LEFT, top, WIDTH, HEIGHT, points)
                + text(LEFT - 8, top + 12, "end",
                        String.format(Locale.ROOT, "%.4g %s", highest, quantity.unit()).strip())
                + text(LEFT - 8, top + HEIGHT, "end", "0")
                + text(4, top + HEIGHT / 2.0 + 4, "start", quantity.name());
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(Locale.ROOT, "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor,
                text);
    }
}
