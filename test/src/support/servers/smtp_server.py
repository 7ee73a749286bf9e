"""An SMTP server on loopback that takes messages from one login: MODE (implicit, starttls or plain) CERTIFICATE KEY.

LOGIN, PASSWORD and PORT come from the environment. It prints "ready" once it listens.
"""

import os
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

mode, certificate, key = sys.argv[1:]
expected = (os.environb[b"LOGIN"], os.environb[b"PASSWORD"])


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == expected, handled=False)


class Handler:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"


def tls():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return context


class LoopbackController(Controller):
    def factory(self):
        options = {"starttls": {"tls_context": tls(), "require_starttls": True}}.get(mode, {"auth_require_tls": False})
        return SMTP(Handler(), authenticator=authenticate, auth_required=True, **options)


controller = LoopbackController(
    Handler(), hostname="127.0.0.1", port=int(os.environ["PORT"]), ssl_context=tls() if mode == "implicit" else None
)
controller.start()
print("ready", flush=True)
threading.Event().wait()
