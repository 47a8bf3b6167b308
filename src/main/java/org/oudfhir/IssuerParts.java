package org.oudfhir;

import java.time.Clock;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.oudfhir.privacy.CareTeams;
import org.oudfhir.privacy.IssuerLog;
import org.oudfhir.privacy.LaunchContexts;
import org.oudfhir.privacy.LocalTokens;
import org.oudfhir.privacy.issuer.AuthorizationServer;
import org.oudfhir.privacy.issuer.Endpoints;
import org.oudfhir.privacy.issuer.SignIns;
import org.oudfhir.storage.Database;
import org.oudfhir.storage.PatientRecords;
import org.oudfhir.storage.Storage;

/** What the server's own authorization server is given of the rest. */
record IssuerParts(Settings settings, Database database, Storage storage, LocalTokens tokens) {

    /** The authorization server beside a FHIR base; none, where the settings name another issuer. */
    Optional<AuthorizationServer> server(String baseUrl, CareTeams teams) {
        return settings.issuer().isPresent()
                ? Optional.empty()
                : Optional.of(new AuthorizationServer(
                        Endpoints.beside(baseUrl),
                        new AuthorizationServer.Surroundings(
                                database.dataSource(),
                                tokens.key(),
                                records(teams),
                                settings.organization(),
                                tokens::mintForOwner,
                                signIns()),
                        Clock.systemUTC()));
    }

    private AuthorizationServer.Records records(CareTeams teams) {
        PatientRecords records = storage.patientRecords();
        return new AuthorizationServer.Records(
                (wanted, member, most) -> storage.patients().find(wanted, member.map(teams::patients), most),
                new LaunchContexts(records::find, Clock.systemUTC()),
                reference -> isKept(records, new IdType(reference)));
    }

    private static boolean isKept(PatientRecords records, IdType id) {
        return id.hasResourceType()
                && id.hasIdPart()
                && !id.isAbsolute()
                && records.find(id.getResourceType(), id.getIdPart()).isPresent();
    }

    private SignIns signIns() {
        return new SignIns(settings.listener().behindProxy(), new IssuerLog(storage.auditTrail(), Clock.systemUTC()));
    }
}
