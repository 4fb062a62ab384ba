package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Incidents as a table for a terminal, columns as wide as what stands in them. */
final class IncidentTable {
    private static final List<String> HEAD = List.of("ID", "STATE", "SINCE", "RULE", "SUBJECT", "COUNT", "REMEDY",
            "KNOWN BY", "SUMMARY");

    private IncidentTable() {}

    /** With a column for hosts where they are of several. */
    static String of(JsonArray incidents) {
        boolean hosts = incidents.stream().anyMatch(one -> ((JsonObject) one).containsKey(Several.HOST));
        List<List<String>> rows = new ArrayList<>();
        rows.add(hosts ? with("HOST", HEAD) : HEAD);
        for (int i = 0; i < incidents.size(); i++) {
            JsonObject one = incidents.getJsonObject(i);
            rows.add(hosts ? with(plain(one.getString(Several.HOST, "")), row(one)) : row(one));
        }
        int last = rows.getFirst().size() - 1;
        int[] widths = IntStream.range(0, last)
                .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
                .toArray();
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < last; column++) {
                String cell = row.get(column);
                table.append(cell).repeat(' ', widths[column] - cell.length() + 2);
            }
            table.append(row.get(last)).append('\n');
        }
        return table.toString();
    }

    private static List<String> with(String first, List<String> rest) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static List<String> row(JsonObject incident) {
        JsonObject annotations = incident.getJsonObject("annotations", new JsonObject());
        return List.of(
                plain(incident.getString("id", "")),
                plain(incident.getString("state", "")),
                plain(incident.getString("activeAt", "").replaceFirst("\\.\\d+Z$", "Z")),
                plain(incident.getString("rule", "")),
                plain(incident.getString("key", "")),
                String.valueOf(incident.getInteger("count", 0)),
                plain(remedy(incident.getJsonObject("remedy", new JsonObject()))),
                plain(known(incident.getJsonArray("acknowledged", new JsonArray()))),
                plain(annotations.getString("summary", "")));
    }

    private static String known(JsonArray acknowledged) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < acknowledged.size(); i++) {
            String by = acknowledged.getJsonObject(i).getString("by", "");
            names.add(by.isEmpty() ? "somebody" : by);
        }
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static String remedy(JsonObject remedy) {
        List<String> words = new ArrayList<>();
        if (remedy.getBoolean("healed", false)) {
            words.add("healed");
        }
        if (remedy.getBoolean("escalated", false)) {
            words.add("escalated");
        }
        return words.isEmpty() ? remedy.getString("state", "-") : String.join("+", words);
    }

    /** What a container printed must not steer the terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
