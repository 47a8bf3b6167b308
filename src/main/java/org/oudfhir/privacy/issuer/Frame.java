package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/**
 * What each page has: a title, the style, who is signed in, and the button to sign out.
 *
 * @param endpoints where the pages are
 */
record Frame(Endpoints endpoints) {

    /** What a browser may do with a page; all other answers have the server's, which allows nothing. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    static final String STYLE = """
            body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f4f5f7; margin: 0; }
            main { max-width: 34rem; margin: 3rem auto; padding: 2rem; background: #fff; border: 1px solid #767676; border-radius: .5rem; }
            h1 { font-size: 1.4rem; margin-top: 0; }
            label { display: block; margin-top: 1rem; font-weight: 600; }
            input[type=text], input[type=password], input[type=search], textarea { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #595959; border-radius: .25rem; }
            button { font: inherit; margin: 1rem .5rem 0 0; padding: .5rem 1.25rem; border: 1px solid #0b4f8a; border-radius: .25rem; background: #0b4f8a; color: #fff; cursor: pointer; }
            button.second { background: #fff; color: #0b4f8a; }
            :focus-visible { outline: 3px solid #b35c00; outline-offset: 2px; }
            textarea { resize: vertical; }
            label.check { display: flex; gap: .5rem; font-weight: 400; } label.check input { margin-top: .3rem; }
            .emergency { border-left: .4rem solid #8f1313; padding-left: 1rem; }
            form.out { margin-top: 2rem; border-top: 1px solid #767676; padding-top: 1rem; }
            [role=alert] { color: #8f1313; font-weight: 600; }
            ul.choices { list-style: none; padding: 0; } ul.choices button { width: 100%; text-align: left; margin: .25rem 0; }
            ul.choices span { display: block; font-size: .9rem; }
            """;

    /** A page for whoever is signed in. */
    String page(String title, String body, HttpServletRequest request) {
        return page(title, body + signOut(request));
    }

    /** A page for nobody in particular. */
    String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><link rel="stylesheet" href="%s"></head>
                <body><main><h1>%s</h1>%s</main></body></html>
                """.formatted(title, endpoints.path(Endpoints.STYLE), title, body);
    }

    /** One sentence or two in place of the page that was asked for. */
    void refuse(HttpServletRequest request, HttpServletResponse response, int status, String text) {
        response.setStatus(status);
        send(response, page("OUD FHIR Server", "<p>" + escape(text) + "</p>", request));
    }

    private String signOut(HttpServletRequest request) {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user instanceof UsernamePasswordAuthenticationToken
                ? """
                <form class="out" method="post" action="%s">%sYou are signed in as <strong>%s</strong>.<br>
                <button type="submit" class="second">Sign out</button></form>""".formatted(endpoints.path(Endpoints.LOGOUT), csrf(request), escape(user.getName()))
                : "";
    }

    static String csrf(HttpServletRequest request) {
        CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return "<input type=\"hidden\" name=\"" + token.getParameterName() + "\" value=\"" + token.getToken() + "\">";
    }

    static String escape(String text) {
        return HtmlUtils.htmlEscape(text);
    }

    static void send(HttpServletResponse response, String page) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentType("text/html;charset=utf-8");
        try {
            response.getWriter().print(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
