package io.dockmedic.collectors.audit.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image that keeps data, by the last part of its name.
 *
 * @param data  where it writes
 * @param cache whether people run it without keeping anything
 */
record Database(String image, String data, boolean cache) {
    private static final List<Database> KNOWN = List.of(
            keeps("postgres", "/var/lib/postgresql"), keeps("postgis", "/var/lib/postgresql"),
            keeps("timescaledb", "/var/lib/postgresql"), keeps("pgvector", "/var/lib/postgresql"),
            keeps("mysql", "/var/lib/mysql"), keeps("mariadb", "/var/lib/mysql"), keeps("percona", "/var/lib/mysql"),
            keeps("mongo", "/data/db"), keeps("influxdb", "/var/lib/influxdb"),
            keeps("elasticsearch", "/usr/share/elasticsearch/data"), keeps("opensearch", "/usr/share/opensearch/data"),
            keeps("rabbitmq", "/var/lib/rabbitmq"), keeps("clickhouse-server", "/var/lib/clickhouse"),
            keeps("cassandra", "/var/lib/cassandra"), keeps("neo4j", "/data"), keeps("couchdb", "/opt/couchdb/data"),
            keeps("minio", "/data"), keeps("qdrant", "/qdrant/storage"),
            new Database("redis", "/data", true), new Database("valkey", "/data", true));

    /** Postgres, MySQL, SQL Server, Oracle, MongoDB, Redis, Elasticsearch, CouchDB, Cassandra, InfluxDB, Neo4j, etcd. */
    private static final Set<Integer> PORTS = Set.of(5432, 3306, 1433, 1521, 27017, 6379, 9200, 5984, 9042, 8086, 7687,
            2379, 11211);

    private static Database keeps(String image, String data) {
        return new Database(image, data, false);
    }

    static Optional<Database> of(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1).replaceFirst("[:@].*", "");
        return KNOWN.stream().filter(database -> database.image().equals(name)).findFirst();
    }

    static boolean isPort(int port) {
        return PORTS.contains(port);
    }
}
