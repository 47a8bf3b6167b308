package org.oudfhir.safety.hooks;

import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseSuggestionActionJson;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** An action with the {@code resourceId} that HAPI 8.8.0's class lacks (decisions 5.8). */
final class CardAction extends CdsServiceResponseSuggestionActionJson {

    @JsonProperty("resourceId")
    private final @Nullable String resourceId;

    private CardAction(@Nullable String resourceId) {
        this.resourceId = resourceId;
    }

    static CardAction delete(String reference, String description) {
        CardAction action = new CardAction(reference);
        action.setType("delete").setDescription(description);
        return action;
    }

    static CardAction create(Resource resource, String description) {
        CardAction action = new CardAction(null);
        action.setType("create").setDescription(description).setResource(resource);
        return action;
    }

    Optional<String> resourceId() {
        return Optional.ofNullable(resourceId);
    }
}
