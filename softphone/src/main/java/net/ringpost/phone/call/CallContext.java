// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.MeteredSource;
import net.ringpost.media.device.TestPattern;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.MediaSettings;
import net.ringpost.media.transport.HostAddresses;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.sip.dialog.UserAgent;

/**
 * What a call needs of its telephone.
 *
 * @param agent on the loop only
 * @param loop the signalling thread
 * @param mediaThread where work on sound is done, one thing after the other
 * @param events takes what is to be told
 */
record CallContext(
    UserAgent agent,
    ServerPath path,
    ScheduledExecutorService loop,
    Executor mediaThread,
    PhoneListener events,
    AudioFiles sounds,
    PhoneSettings settings,
    List<java.net.InetAddress> bind,
    List<AudioCodec> codecs) {

  /**
   * How a call's media are set up; for a new call each time.
   *
   * @param video whether to show something, where this telephone has anything
   */
  MediaSettings media(boolean video) throws IOException {
    MediaSettings wanted =
        plan()
            .withAddresses(
                bind.isEmpty() ? HostAddresses.usable(path.server().getAddress()) : bind);
    return video && showsAnything() ? showing(wanted) : wanted;
  }

  /** Whether this telephone has pictures to show. */
  boolean showsAnything() {
    return settings.videoIn() != PhoneSettings.VideoIn.NONE;
  }

  private static MediaSettings showing(MediaSettings wanted) {
    MeteredSource metered = new MeteredSource(wanted.source());
    return wanted.withSource(metered).withVideo(new TestPattern(metered::level));
  }

  /** As {@link #media}, without looking for addresses. */
  MediaSettings plan() {
    EncryptionPolicy policy =
        switch (settings.plain().get()) {
          case NEVER -> EncryptionPolicy.REQUIRED;
          case ALLOW -> EncryptionPolicy.PLAIN_ALLOWED;
          case ONLY -> EncryptionPolicy.PLAIN_ONLY;
        };
    return MediaSettings.of(sounds.source(), sounds.sink())
        .withEncryption(policy)
        .withCodecs(codecs.toArray(AudioCodec[]::new));
  }
}
