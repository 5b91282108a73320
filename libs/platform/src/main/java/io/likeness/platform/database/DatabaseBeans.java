package io.likeness.platform.database;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Makes JDBI known to services that have a database. */
final class DatabaseBeans {

    @Produces
    @Singleton
    Jdbi jdbi(Instance<DataSource> dataSource) {
        return Jdbi.create(dataSource.get()).installPlugin(new PostgresPlugin());
    }
}
