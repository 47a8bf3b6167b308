package org.oudfhir.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a request that is answered before its body is read. What is left on the connection would make it close without a word, and
 * the client would lose this answer or its next request.
 */
public final class UnreadBody {

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private UnreadBody() {}

    /** Reads the rest of the body; of one that is too long, tells the client to connect anew. To be called before answering. */
    public static void finish(HttpServletRequest request, HttpServletResponse response) {
        if (!isRead(request)) {
            response.setHeader("Connection", "close");
        }
    }

    private static boolean isRead(HttpServletRequest request) {
        try {
            InputStream body = request.getInputStream();
            byte[] piece = new byte[8192];
            long read = 0;
            int length = body.read(piece);
            while (length >= 0 && read <= MOST_BYTES) {
                read += length;
                length = body.read(piece);
            }
            return length < 0;
        } catch (IOException brokenOff) {
            return false;
        }
    }
}
