// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.res.StringManager;

/** HTTP/1.1 as Tomcat speaks it, over {@link FrontEndpoint}. Tomcat makes it by its name. */
public final class FrontProtocol extends Http11NioProtocol {
  private final FrontEndpoint endpoint;

  /** With the usual limits. */
  public FrontProtocol() {
    this(new FrontEndpoint());
  }

  private FrontProtocol(FrontEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /**
   * To be called before it starts.
   *
   * @param proxies whose connections are not counted
   */
  void limit(HttpLimits limits, Predicate<InetAddress> proxies) {
    endpoint.limit(limits, proxies);
  }

  @Override
  protected Processor createProcessor() {
    return new FrontProcessor(this, getAdapter());
  }

  /** Tells heads that are too large from heads that are wrong: Tomcat says 400 for both. */
  private static final class FrontProcessor extends Http11Processor {
    private static final String TOO_LARGE =
        StringManager.getManager(Http11InputBuffer.class)
            .getString("iib.requestheadertoolarge.error");

    FrontProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
      super(protocol, adapter);
    }

    // RFC 9110 §15.6.6: HTTP/2 without having been asked (RFC 9113 §3.4), of which Tomcat would say
    // nothing.
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      SocketState state = super.service(socket);
      if (state != SocketState.UPGRADING || getUpgradeToken() != null) {
        return state;
      }
      byte[] answer = ProblemDocument.whole(505);
      socket.write(true, answer, 0, answer.length);
      socket.flush(true);
      return SocketState.CLOSED;
    }

    @Override
    protected void setErrorState(ErrorState state, Throwable cause) {
      if (cause != null && response.getStatus() == 400) {
        if (TOO_LARGE.equals(cause.getMessage())) {
          // RFC 9110 §15.5.15, RFC 6585 §5. A head without a header is a request line.
          request.setAttribute(
              ProblemReport.STATUS, request.getMimeHeaders().size() == 0 ? 414 : 431);
        } else if (cause instanceof IllegalStateException) {
          // More headers than may be.
          request.setAttribute(ProblemReport.STATUS, 431);
        }
      }
      super.setErrorState(state, cause);
    }
  }
}
