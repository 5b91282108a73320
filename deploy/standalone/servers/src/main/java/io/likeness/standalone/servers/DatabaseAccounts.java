package io.likeness.standalone.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The database {@code likeness} with one role and one schema of the same name for each service that keeps tables. */
public final class DatabaseAccounts {

    /** The database of all services. */
    public static final String DATABASE = "likeness";

    private DatabaseAccounts() {}

    /** The JDBC address of the services' database. */
    public static String address(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /**
     * Creates what is absent and sets every password; a second call changes nothing.
     *
     * @param port of the server on 127.0.0.1
     * @param administratorPassword of {@link DatabaseServer#ADMINISTRATOR}
     * @param passwords by role; both are words of letters and digits
     * @throws ServerFailure if the server refuses
     */
    public static void create(int port, String administratorPassword, Map<String, String> passwords) {
        SortedMap<String, String> roles = new TreeMap<>(passwords);
        roles.forEach((role, password) -> requireWord(role, password));
        try {
            createDatabase(port, administratorPassword);
            try (Connection connection = connect(address(port), administratorPassword);
                    Statement statement = connection.createStatement()) {
                for (Map.Entry<String, String> role : roles.entrySet()) {
                    createRole(statement, role.getKey(), role.getValue());
                }
            }
        } catch (SQLException failure) {
            throw new ServerFailure("PostgreSQL refuses the services' accounts: " + failure.getMessage(), failure);
        }
    }

    private static void createDatabase(int port, String password) throws SQLException {
        try (Connection connection = connect("jdbc:postgresql://127.0.0.1:" + port + "/postgres", password);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private static void createRole(Statement statement, String role, String password) throws SQLException {
        if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            statement.execute("CREATE ROLE " + role + " LOGIN");
        }
        statement.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
        statement.execute("ALTER ROLE " + role + " SET search_path = " + role);
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + role + " AUTHORIZATION " + role);
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static Connection connect(String address, String password) throws SQLException {
        return DriverManager.getConnection(address, DatabaseServer.ADMINISTRATOR, password);
    }

    private static void requireWord(String role, String password) {
        if (!role.matches("[a-z]+") || !password.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException("role " + role + ": expected letters and digits in name and password");
        }
    }
}
