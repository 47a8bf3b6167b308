package org.oudfhir.server;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Narrative;
import org.jspecify.annotations.Nullable;
import org.oudfhir.fhir.Problem;
import org.owasp.html.HtmlChangeListener;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Refuses a narrative with anything but formatted text and images (invariant txt-1 of R4): whoever shows it later would run what
 * is in it. It is refused and not cleaned: what a clinician wrote is not changed without a word.
 */
@Interceptor(order = InterceptorOrder.READ)
final class NarrativeInterceptor {

    private static final Pattern ADDRESS = Pattern.compile("(?i)(?:https?:|mailto:|tel:|#|[^:]*$).*");
    private static final Pattern IMAGE = Pattern.compile("(?i)(?:https?:|data:image/(?:png|jpeg|gif);|#|[^:]*$).*");
    private static final Pattern ACTIVE_STYLE = Pattern.compile("(?i)url\\s*\\(|expression|behavio|@|binding|\\\\");

    /** Chapters 7 to 11 and 15 of HTML 4, as https://hl7.org/fhir/R4/narrative.html says. */
    private static final PolicyFactory FORMATTING = new HtmlPolicyBuilder()
            .allowElements(
                    "div",
                    "p",
                    "br",
                    "hr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "span",
                    "a",
                    "img",
                    "b",
                    "i",
                    "em",
                    "strong",
                    "small",
                    "big",
                    "tt",
                    "code",
                    "samp",
                    "kbd",
                    "var",
                    "dfn",
                    "abbr",
                    "acronym",
                    "cite",
                    "q",
                    "blockquote",
                    "address",
                    "bdo",
                    "sub",
                    "sup",
                    "pre",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "dt",
                    "dd",
                    "table",
                    "caption",
                    "colgroup",
                    "col",
                    "thead",
                    "tbody",
                    "tfoot",
                    "tr",
                    "th",
                    "td",
                    "map",
                    "area")
            .allowWithoutAttributes("a", "img", "span")
            .allowAttributes(
                    "xmlns",
                    "id",
                    "class",
                    "title",
                    "lang",
                    "xml:lang",
                    "dir",
                    "name",
                    "alt",
                    "width",
                    "height",
                    "align",
                    "valign",
                    "rowspan",
                    "colspan",
                    "scope",
                    "headers",
                    "abbr",
                    "axis",
                    "span",
                    "summary",
                    "border",
                    "cellspacing",
                    "cellpadding",
                    "frame",
                    "rules",
                    "char",
                    "charoff",
                    "bgcolor",
                    "color",
                    "nowrap",
                    "start",
                    "type",
                    "value",
                    "hreflang",
                    "rel",
                    "rev",
                    "shape",
                    "coords",
                    "usemap",
                    "ismap",
                    "tabindex",
                    "accesskey",
                    "datetime",
                    "compact")
            .globally()
            .allowAttributes("style")
            .matching(style -> !ACTIVE_STYLE.matcher(style).find())
            .globally()
            .allowUrlProtocols("http", "https", "mailto", "tel", "data")
            .allowAttributes("href", "cite")
            .matching(ADDRESS)
            .globally()
            .allowAttributes("src", "longdesc")
            .matching(IMAGE)
            .globally()
            .toFactory();

    private final FhirContext fhir;

    NarrativeInterceptor(FhirContext fhir) {
        this.fhir = fhir;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    void create(IBaseResource resource, @Nullable RequestDetails request) {
        require(resource, request);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    void update(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        require(after, request);
    }

    private void require(IBaseResource resource, @Nullable RequestDetails request) {
        if (request == null || request instanceof SystemRequestDetails) {
            return;
        }
        Set<String> refused = new TreeSet<>();
        for (Narrative narrative : fhir.newTerser().getAllPopulatedChildElementsOfType(resource, Narrative.class)) {
            if (narrative.hasDiv()) {
                FORMATTING.sanitize(narrative.getDivAsString(), new Refused(), refused);
            }
        }
        if (!refused.isEmpty()) {
            throw new Problem.Invalid(
                    "active-narrative",
                    resource.fhirType() + ".text",
                    "A narrative has formatted text and images only (txt-1), not: " + String.join(", ", refused));
        }
    }

    /** Takes note of what a sanitizer would leave out. */
    private static final class Refused implements HtmlChangeListener<Set<String>> {
        @Override
        public void discardedTag(@Nullable Set<String> refused, String element) {
            if (refused != null) {
                refused.add(element);
            }
        }

        @Override
        public void discardedAttributes(@Nullable Set<String> refused, String element, String... attributes) {
            if (refused != null) {
                for (String attribute : attributes) {
                    refused.add(attribute + " of " + element);
                }
            }
        }
    }
}
