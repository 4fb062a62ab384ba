import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * The person's pager in the demo: a webhook that prints what Dockmedic sends (docs/remediation.md). Run from source:
 * {@code java -cp 'api/target/lib/*' deploy/demo/Pager.java FOLDER}; writes its address to {@code FOLDER/pager.url}.
 */
class Pager {
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode message = new ObjectMapper().readTree(exchange.getRequestBody());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            print(message);
        });
        server.start();
        Path folder = Path.of(arguments[0]);
        Path written = Files.writeString(folder.resolve("pager.new"),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/page\n");
        Files.move(written, folder.resolve("pager.url"));
    }

    private static synchronized void print(JsonNode message) {
        if (message.path("kind").asText().equals("resolved")) {
            System.out.println("OVER: " + message.path("summary").asText());
            return;
        }
        System.out.println("PAGE: " + message.path("summary").asText());
        line("", message.at("/incident/annotations/description"));
        for (JsonNode event : message.at("/evidence/timeline")) {
            line("happened: ", event.path("event"), event.path("exit_code"), event.path("intent"), event.path("status"));
        }
        for (JsonNode act : message.path("acts")) {
            LocalTime at = LocalTime.ofInstant(Instant.parse(act.path("at").asText()), ZoneId.systemDefault());
            System.out.println("   tried: " + act.path("action").asText() + " at " + at.truncatedTo(ChronoUnit.SECONDS)
                    .format(DateTimeFormatter.ISO_LOCAL_TIME) + ": " + act.path("outcome").asText());
        }
        for (JsonNode attempt : message.path("attempts")) {
            line("decided: ", attempt.path("action"), attempt.path("verdict"), attempt.path("reason"),
                    attempt.path("outcome"));
        }
        for (JsonNode logged : message.at("/evidence/log")) {
            line("log: ", logged);
        }
        System.out.flush();
    }

    private static void line(String title, JsonNode... parts) {
        StringBuilder line = new StringBuilder();
        for (JsonNode part : parts) {
            line.append(part.isMissingNode() || part.isNull() ? "" : " " + part.asText());
        }
        if (!line.isEmpty()) {
            System.out.println("   " + title + line.toString().strip());
        }
    }
}
