// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.List;
import net.ringpost.db.account.Reach;
import net.ringpost.sip.proxy.OwnHosts;
import net.ringpost.sip.proxy.RecordRoutePolicy;

/**
 * What the operator chose about signalling.
 *
 * @param own what names and addresses mean this server
 * @param realm of digest; fixed once, since what is kept of passwords is made with it
 * @param trusted networks whose requests are not challenged, such as {@code 10.1.0.0/16}
 * @param closed whether only members may call
 * @param stay in which dialogs the server stays
 * @param reach how members are reached who have not chosen
 */
public record SignallingSettings(
    OwnHosts own,
    String realm,
    List<String> trusted,
    boolean closed,
    RecordRoutePolicy stay,
    Reach reach) {}
