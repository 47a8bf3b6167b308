package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.jpa.search.builder.sql.GeneratedSql;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryExecutor;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import jakarta.persistence.EntityManagerFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.dialect.PostgreSQLDialect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database keeps of the statements of a search; all over one connection. */
class PlannedSearchIT {

    private static final int OFTEN = 10;

    private static Database database;
    private static AnnotationConfigApplicationContext beans;
    private static TransactionTemplate transaction;
    private static JdbcTemplate jdbc;

    @Configuration
    static class Beans {

        @Bean
        LocalContainerEntityManagerFactoryBean entities(DataSource dataSource) {
            LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
            factory.setDataSource(dataSource);
            factory.setPackagesToScan("org.oudfhir.none");
            factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            factory.setJpaPropertyMap(Map.of("hibernate.dialect", PostgreSQLDialect.class.getName()));
            return factory;
        }

        @Bean
        JpaTransactionManager transactions(EntityManagerFactory entities) {
            return new JpaTransactionManager(entities);
        }

        @Bean
        @Scope("prototype")
        PlannedSearch planned(GeneratedSql sql) {
            return new PlannedSearch(sql, null);
        }

        @Bean
        @Scope("prototype")
        SearchQueryExecutor ofHapi(GeneratedSql sql) {
            return new SearchQueryExecutor(sql, null);
        }
    }

    @BeforeAll
    static void open(@TempDir Path data) throws Exception {
        database = Database.open(new Database.Embedded(data), new Database.Pool(1, 30));
        beans = new AnnotationConfigApplicationContext();
        beans.registerBean(DataSource.class, database::dataSource);
        beans.register(Beans.class);
        beans.refresh();
        transaction = new TransactionTemplate(beans.getBean(JpaTransactionManager.class));
        jdbc = new JdbcTemplate(database.dataSource());
    }

    @AfterAll
    static void close() {
        beans.close();
        database.close();
    }

    @Test
    void aSearchIsNotPreparedHoweverOftenItComes() {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(sum("planned", "SELECT n FROM generate_series(1, ?) AS ours(n)"))
                    .isEqualTo(6);
            assertThat(sum("ofHapi", "SELECT n FROM generate_series(1, ?) AS theirs(n)"))
                    .isEqualTo(6);
        }

        assertThat(prepared("theirs")).isTrue();
        assertThat(prepared("ours")).isFalse();
    }

    @Test
    void otherStatementsOfTheConnectionAreAlsoPreparedAfterASearchThatFails() {
        int before = threshold();

        assertThatThrownBy(() -> sum("planned", "SELECT n / 0 FROM generate_series(1, ?) AS failing(n)"))
                .isInstanceOf(InternalErrorException.class);

        assertThat(threshold()).isEqualTo(before).isPositive();
    }

    private static long sum(String bean, String sql) {
        Long sum = transaction.execute(status -> {
            var search = (SearchQueryExecutor) beans.getBean(bean, new GeneratedSql(false, sql, List.of(3)));
            long found = 0;
            while (search.hasNext()) {
                found += search.next().getId();
            }
            search.close();
            return found;
        });
        return sum == null ? 0 : sum;
    }

    private static boolean prepared(String table) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT count(*) > 0 FROM pg_prepared_statements WHERE statement LIKE ?",
                Boolean.class,
                "%AS " + table + "(n)%"));
    }

    private static int threshold() {
        Integer threshold = jdbc.execute((ConnectionCallback<Integer>)
                connection -> connection.unwrap(PGConnection.class).getPrepareThreshold());
        return threshold == null ? 0 : threshold;
    }
}
