package org.oudfhir.privacy.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/** The name that was typed with a wrong password: kept in the session, as it stands in no address and so in no history and no log. */
final class SignInForm {

    private static final String TYPED = SignInForm.class.getName();
    private static final int LONGEST = 100;

    private SignInForm() {}

    static void keepTyped(HttpServletRequest request) {
        String name = request.getParameter("username");
        if (name != null && name.length() <= LONGEST) {
            request.getSession().setAttribute(TYPED, name);
        }
    }

    /** What was typed the last time, once. */
    static String typedBefore(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(TYPED) instanceof String name)) {
            return "";
        }
        session.removeAttribute(TYPED);
        return name;
    }
}
