package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.config.JpaConfig;
import ca.uhn.fhir.jpa.util.ResourceCountCache;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;

class JpaConfigurationTest {

    @Test
    void whatIsOnRecordIsNotCounted() {
        ResourceCountCache counts = new JpaConfiguration().resourceCountsCache();

        counts.update();

        assertThat(counts.get()).isNull();
    }

    /** Under another name ours would stand beside HAPI's, which would still be used. */
    @ParameterizedTest
    @ValueSource(strings = {"searchParamWithInlineReferencesExtractor", "newSearchQueryExecutor"})
    void whatTakesThePlaceOfABeanOfHapiHasItsName(String name) {
        assertThat(beans(JpaConfiguration.class)).contains(name);
        assertThat(beans(JpaConfig.class)).contains(name);
    }

    private static List<String> beans(Class<?> configuration) {
        return Arrays.stream(configuration.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Bean.class))
                .map(Method::getName)
                .toList();
    }
}
