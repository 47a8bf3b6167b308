package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Gives a token to a browser that comes by the link, from this machine. To open the link only shows a button: whatever looks
 * at links in advance does not use it up.
 */
final class BrowserLinkServlet extends HttpServlet {

    private final transient BrowserLink link;
    private final transient Html html;
    private final transient Supplier<String> token;
    private final transient Predicate<HttpServletRequest> isNear;

    /**
     * Makes it.
     *
     * @param token makes what is given
     * @param isNear whether a request comes from this machine
     */
    BrowserLinkServlet(BrowserLink link, Html html, Supplier<String> token, Predicate<HttpServletRequest> isNear) {
        this.link = link;
        this.html = html;
        this.token = token;
        this.isNear = isNear;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String code = code(request);
        answer(response, isNear.test(request) && link.isOpen(code) ? html.continuing(code) : "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        answer(response, isNear.test(request) && link.use(code(request)) ? html.token(token.get()) : "");
    }

    private static String code(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("code")).orElse("");
    }

    private void answer(HttpServletResponse response, String page) {
        response.setStatus(page.isEmpty() ? 404 : 200);
        Frame.send(response, page.isEmpty() ? html.ended() : page);
    }
}
