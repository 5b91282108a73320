package io.likeness.gateway.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A prepared statement whose text the database knows. For one thread. */
final class MemoryStatement implements InvocationHandler {
    private final MemorySession session;
    private final String sql;
    private final Map<Integer, @Nullable Object> bound = new TreeMap<>();
    private @Nullable Answer answer;

    /** @param count of rows changed, negative for a query */
    record Answer(int count, List<Map<String, @Nullable Object>> rows) {
        static Answer changed(int count) {
            return new Answer(count, List.of());
        }

        static Answer of(List<Map<String, @Nullable Object>> rows) {
            return new Answer(-1, rows);
        }
    }

    private MemoryStatement(MemorySession session, String sql) {
        this.session = session;
        this.sql = sql;
    }

    static PreparedStatement prepare(MemorySession session, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                MemoryStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new MemoryStatement(session, sql));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (name.startsWith("set") && arguments != null && arguments.length > 1) {
            bound.put((Integer) arguments[0], name.equals("setNull") ? null : arguments[1]);
            return null;
        }
        return switch (name) {
            case "execute" -> {
                session.enter();
                answer = session.database()
                        .ledger()
                        .run(
                                sql,
                                List.copyOf(bound.values().stream()
                                        .map(MemoryStatement::present)
                                        .toList()));
                yield requireAnswer().count() < 0;
            }
            case "getResultSet" ->
                requireAnswer().count() < 0 ? rows(requireAnswer().rows()) : null;
            case "getUpdateCount" -> requireAnswer().count();
            case "getMoreResults" -> false;
            case "getWarnings", "getConnection" -> null;
            case "isClosed" -> false;
            case "hashCode" -> System.identityHashCode(this);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "toString" -> sql;
            case "close", "clearParameters", "setFetchSize", "setMaxRows", "setQueryTimeout", "setFetchDirection" ->
                null;
            default -> throw new UnsupportedOperationException("PreparedStatement." + name);
        };
    }

    private Answer requireAnswer() {
        if (answer == null) {
            throw new IllegalStateException("not executed");
        }
        return answer;
    }

    private static Object present(@Nullable Object value) {
        return value == null ? LedgerStatements.NONE : value;
    }

    private static ResultSet rows(List<Map<String, @Nullable Object>> rows) {
        return (ResultSet) Proxy.newProxyInstance(
                MemoryStatement.class.getClassLoader(), new Class<?>[] {ResultSet.class}, new Rows(rows.iterator()));
    }

    /** A cursor over the rows of an answer; a column is asked for by its name, or the first by its number. */
    private static final class Rows implements InvocationHandler {
        private final Iterator<Map<String, @Nullable Object>> left;
        private Map<String, @Nullable Object> row = Map.of();
        private boolean wasNull;

        Rows(Iterator<Map<String, @Nullable Object>> left) {
            this.left = left;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "next" -> {
                    boolean more = left.hasNext();
                    row = more ? left.next() : Map.of();
                    yield more;
                }
                case "getString", "getTimestamp", "getObject" -> column(arguments);
                case "getInt" -> column(arguments) instanceof Number number ? number.intValue() : 0;
                case "wasNull" -> wasNull;
                case "isClosed" -> false;
                case "close", "getStatement", "getWarnings" -> null;
                default -> throw new UnsupportedOperationException("ResultSet." + method.getName());
            };
        }

        private @Nullable Object column(Object @Nullable [] arguments) {
            Object named = arguments == null ? "" : arguments[0];
            Object value = named instanceof Integer ? row.values().iterator().next() : row.get(named);
            wasNull = value == null;
            return value;
        }
    }
}
