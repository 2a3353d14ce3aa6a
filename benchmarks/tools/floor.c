/* SPDX-License-Identifier: Apache-2.0
 * What a packet costs whoever it is for: a server in C that reads nothing of a request but its first line, and sends it
 * back as its own answer. What is left of any server's figure above this is its own doing. usage: floor ADDRESS PORT */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

static const char OK[] = "SIP/2.0 200 OK\r\n";
static char packet[65536 + sizeof OK];

int main(int count, char **words) {
  struct sockaddr_in own = {.sin_family = AF_INET}, from;
  if (count != 3 || !inet_aton(words[1], &own.sin_addr)) return 2;
  own.sin_port = htons(atoi(words[2]));
  int udp = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), all = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = udp};
  if (bind(udp, (struct sockaddr *)&own, sizeof own) || epoll_ctl(all, EPOLL_CTL_ADD, udp, &event)) {
    perror("floor");
    return 1;
  }
  for (;;) {
    epoll_wait(all, &event, 1, -1);
    socklen_t size = sizeof from;
    char *request = packet + sizeof OK; /* room for the answer's first line, whatever the request's length */
    ssize_t length = recvfrom(udp, request, 65536, 0, (struct sockaddr *)&from, &size);
    char *end = length > 0 ? memchr(request, '\n', length) : NULL;
    if (!end) continue;
    char *answer = end + 1 - (sizeof OK - 1);
    if (answer < packet) continue;
    memcpy(answer, OK, sizeof OK - 1);
    sendto(udp, answer, request + length - answer, 0, (struct sockaddr *)&from, size);
  }
}
