import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The person's pager in the demo: a webhook that prints what it is sent. Run from source:
 * {@code java -cp 'api/target/lib/*' deploy/demo/Pager.java FOLDER}; writes its address to {@code FOLDER/pager.url}.
 */
class Pager {
    private static final List<String> WORTH_READING = List.of("summary", "description", "reason", "detail");

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode page = new ObjectMapper().readTree(exchange.getRequestBody());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            print(page);
        });
        server.start();
        Path folder = Path.of(arguments[0]);
        Path ready = Files.writeString(folder.resolve("pager.new"),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/page\n");
        Files.move(ready, folder.resolve("pager.url"));
    }

    private static synchronized void print(JsonNode page) {
        System.out.println("PAGE: a person is called, with this:");
        walk(page, "", false);
        System.out.flush();
    }

    /** Everything in the page that a person wants to read first: texts, one a line. */
    private static void walk(JsonNode node, String name, boolean wanted) {
        if (node.isObject()) {
            node.properties().forEach(field -> walk(field.getValue(), field.getKey(),
                    wanted || WORTH_READING.contains(field.getKey()) || field.getKey().startsWith("log")));
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, name, wanted));
        } else if (wanted && !node.asText().isBlank()) {
            node.asText().lines().forEach(line -> System.out.println("  " + name + ": " + line.strip()));
        }
    }
}
