package org.oudfhir.data;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out which references lead to nothing on the server. */
final class Targets {

    private static final int REMEMBERED = 20_000;

    private final FhirClient client;
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    Targets(FhirClient client) {
        this.client = client;
    }

    Set<String> missing(Collection<String> targets) throws Unreachable {
        Set<String> missing = new HashSet<>();
        for (String target : targets) {
            if (!found.contains(target) && isMissing(target)) {
                missing.add(target);
            } else if (found.size() < REMEMBERED) {
                found.add(target);
            }
        }
        return missing;
    }

    private boolean isMissing(String target) throws Unreachable {
        int query = target.indexOf('?');
        if (query < 0) {
            String literal = References.literal(target);
            int status = literal.isEmpty() ? 200 : client.get(literal).status();
            return status == 404 || status == 410;
        }
        FhirClient.Answer answer = client.get(
                target.substring(0, query) + "?" + target.substring(query + 1).replace("|", "%7C") + "&_summary=count");
        return answer.accepted() && answer.body().path("total").asInt(1) == 0;
    }
}
