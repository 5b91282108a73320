package io.likeness.platform.jobs;

import io.likeness.contracts.Failure;
import io.likeness.platform.jobs.JobState.Ended;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Tables of jobs with a fault, and one whose slow answers are known. For one thread. */
public final class PlantedJobTables {
    private PlantedJobTables() {}

    /**
     * The table as a runner sees it.
     *
     * @param answered called with the name of each method between its answer and its caller
     * @param unfenced whether whoever takes a job over has the fence of the one before
     * @param forgiving whether every lease holds
     */
    public static Object seen(MemoryJobTable table, Consumer<String> answered, boolean unfenced, boolean forgiving) {
        return Proxy.newProxyInstance(
                PlantedJobTables.class.getClassLoader(),
                new Class<?>[] {JobTable.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(table, arguments);
                        answered.accept(method.getName());
                        return switch (method.getName()) {
                            case "takeOver" ->
                                unfenced ? ((Optional<?>) answer).map(lease -> table.unfence((Lease) lease)) : answer;
                            case "holds" -> forgiving || (boolean) answer;
                            case "finish" -> (boolean) answer || forgiving && finish(table, arguments);
                            default -> answer;
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean finish(MemoryJobTable table, Object[] arguments) {
        Lease lease = (Lease) arguments[1];
        table.end((Handle) arguments[0], lease.kind(), lease.id(), (Ended) arguments[2], (Failure) arguments[3]);
        return true;
    }
}
