package io.dockmedic.testkit.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * The process of {@link RealBroker}: makes the storage when there is none, then runs the broker. The only place that touches
 * classes of Kafka's that it promises nobody.
 */
final class BrokerMain {
    private BrokerMain() {}

    /** @param arguments the file with the broker's properties */
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(Path.of(arguments[0]))) {
            properties.load(in);
        }
        String data = properties.getProperty("log.dirs");
        if (!Files.exists(Path.of(data, "meta.properties"))) {
            StorageTool.execute(
                    new String[]{"format", "-t", Uuid.randomUuid().toString(), "-c", arguments[0]}, System.out);
        }
        Kafka.main(arguments);
    }
}
