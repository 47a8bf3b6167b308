package org.oudfhir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.util.ResourceCountCache;
import org.junit.jupiter.api.Test;

class JpaConfigurationTest {

    @Test
    void whatIsOnRecordIsNotCounted() {
        ResourceCountCache counts = new JpaConfiguration().resourceCountsCache();

        counts.update();

        assertThat(counts.get()).isNull();
    }
}
