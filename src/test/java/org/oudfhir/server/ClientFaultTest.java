package org.oudfhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import java.sql.SQLException;
import org.eclipse.jetty.http.HttpException;
import org.junit.jupiter.api.Test;
import org.oudfhir.fhir.Problem;

/** Which failures inside the libraries are the request's doing. */
class ClientFaultTest {

    @Test
    void aSearchThatTakesTooLongIsTooCostly() {
        assertThat(fault(timeout(), RequestTypeEnum.GET)).isInstanceOf(Problem.TooCostly.class);
        assertThat(fault(new InternalErrorException(timeout().getMessage()), RequestTypeEnum.GET))
                .isInstanceOf(Problem.TooCostly.class);
    }

    @Test
    void aWriteThatTakesTooLongMayBeTriedAgain() {
        assertThat(fault(new IllegalStateException(timeout()), RequestTypeEnum.PUT))
                .isInstanceOf(Problem.Unavailable.class);
    }

    @Test
    void whatTheDatabaseCannotReadIsMalformed() {
        assertThat(fault(new SQLException("Smith is out of range", "22003"), RequestTypeEnum.GET))
                .isInstanceOf(Problem.BadRequest.class)
                .hasMessageNotContaining("Smith");
        assertThat(fault(new DataFormatException("HAPI-1882: Invalid date"), RequestTypeEnum.GET))
                .hasMessageNotContaining("HAPI");
    }

    @Test
    void aBodyThatOutgrowsTheLimitOrComesTooSlowlyIsSaidSo() {
        assertThat(fault(new HttpException.RuntimeException(413, "x"), RequestTypeEnum.POST))
                .isInstanceOf(Problem.TooLarge.class);
        assertThat(fault(new HttpException.RuntimeException(408, "x"), RequestTypeEnum.POST))
                .isInstanceOf(Problem.TooSlow.class);
    }

    @Test
    void aFaultOfOurOwnStaysOne() {
        SystemRequestDetails request = new SystemRequestDetails();

        assertThat(ClientFault.of(new IllegalStateException("x"), request)).isEmpty();
        assertThat(ClientFault.of(new SQLException("x", "42703"), request)).isEmpty();
    }

    private static SQLException timeout() {
        return new SQLException("canceling statement due to statement timeout", "57014");
    }

    private static Problem fault(Throwable thrown, RequestTypeEnum method) {
        SystemRequestDetails request = new SystemRequestDetails();
        request.setRequestType(method);
        return ClientFault.of(new InternalErrorException("outer", thrown), request)
                .orElseThrow();
    }
}
