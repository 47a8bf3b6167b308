package org.oudfhir.server;

import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Gives up a body that trickles in: each such request would hold a thread for as long as its client likes. */
final class Pace extends Handler.Wrapper {

    private static final long BYTES_PER_SECOND = 1024;

    private final Duration grace;

    /**
     * Makes the handler.
     *
     * @param grace the time in which the pace does not matter
     */
    Pace(Duration grace, Handler handler) {
        super(handler);
        this.grace = grace;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Paced(request), response, callback);
    }

    private final class Paced extends Request.Wrapper {

        private long start;
        private long bytes;

        Paced(Request request) {
            super(request);
        }

        @Override
        public Content.@Nullable Chunk read() {
            if (start == 0) {
                start = System.nanoTime();
            }
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk) || chunk.isLast()) {
                return chunk;
            }
            bytes += chunk.remaining();
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            if (taken.compareTo(grace) > 0 && bytes < taken.toSeconds() * BYTES_PER_SECOND) {
                chunk.release();
                HttpException.RuntimeException slow =
                        new HttpException.RuntimeException(408, "The body comes too slowly");
                getWrapped().fail(slow);
                return Content.Chunk.from(slow, true);
            }
            return chunk;
        }
    }
}
