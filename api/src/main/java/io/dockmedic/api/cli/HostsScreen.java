package io.dockmedic.api.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code dockmedic watch} shows of several: whether any needs a person, then each as {@link WatchScreen} shows one, those that
 * do first.
 *
 * @param width    of the terminal, in characters
 * @param height   of the terminal, in lines
 * @param coloured for a terminal that knows colours
 */
record HostsScreen(int width, int height, boolean coloured) {
    private enum Need {
        AWAY, BLIND, PERSON, NONE
    }

    List<String> of(List<Sight> sights) {
        WatchScreen each = new WatchScreen(width, Integer.MAX_VALUE, coloured);
        Map<Need, List<String>> names = new TreeMap<>();
        sights.forEach(one -> names.computeIfAbsent(need(one), any -> new ArrayList<>()).add(one.host()));
        List<String> lines = new ArrayList<>();
        lines.add(verdict(each, names, sights.size()));
        sights.stream().sorted(Comparator.comparing(HostsScreen::need)).forEach(one -> {
            lines.add("");
            switch (one) {
                case Sight.There(String host, WatchScreen.Seen seen) -> {
                    List<String> own = each.of(seen, host);
                    lines.add(each.plain(host + ": ") + own.getFirst());
                    own.stream().skip(1).filter(line -> !line.isEmpty()).forEach(lines::add);
                }
                case Sight.Away(String host, String why) ->
                    lines.add(each.colour(WatchScreen.RED, each.plain(host + ": " + why)));
            }
        });
        return new WatchScreen(width, height, coloured).fitting(lines);
    }

    private static String verdict(WatchScreen screen, Map<Need, List<String>> names, int all) {
        List<String> says = new ArrayList<>();
        if (names.containsKey(Need.PERSON)) {
            says.add("Need you: " + String.join(", ", names.get(Need.PERSON)) + ".");
        }
        if (names.containsKey(Need.BLIND)) {
            says.add("Cannot act now: " + String.join(", ", names.get(Need.BLIND)) + ".");
        }
        if (names.containsKey(Need.AWAY)) {
            says.add("Do not answer: " + String.join(", ", names.get(Need.AWAY)) + ".");
        }
        return says.isEmpty()
                ? screen.plain("None of " + all + " hosts needs you.")
                : screen.colour(WatchScreen.RED, screen.plain(String.join(" ", says)));
    }

    private static Need need(Sight sight) {
        return switch (sight) {
            case Sight.Away away -> Need.AWAY;
            case Sight.There(String host, WatchScreen.Seen seen) when WatchScreen.needsAPerson(seen) -> Need.PERSON;
            case Sight.There(String host, WatchScreen.Seen seen) ->
                WatchScreen.isBlind(seen) ? Need.BLIND : Need.NONE;
        };
    }
}
