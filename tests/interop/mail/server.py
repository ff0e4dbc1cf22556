"""A real mail server for tests: takes messages, keeps each as a file, refuses what it is told to.

Prints one line of JSON when it listens (its port, and the file of its certificate authority), and ends when
its standard input is closed, so that it never outlives the test that started it.

For each message it writes DIR/0001.eml (as received) and DIR/0001.json (the envelope, and what Python's own
e-mail package reads in it), before it answers 250.
"""

import argparse
import asyncio
import datetime
import email.policy
import hashlib
import ipaddress
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

NAMES = ("localhost", "127.0.0.1")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dir", type=pathlib.Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
    parser.add_argument("--sign-in", help="USER:PASSWORD that clients must give")
    parser.add_argument("--refuse", action="append", default=[], metavar="ADDRESS=REPLY", help="reply to this recipient")
    parser.add_argument("--refuse-sender", metavar="REPLY", help="reply to every sender")
    parser.add_argument("--refuse-first", type=int, default=0, metavar="N", help="451 to the first N messages")
    parser.add_argument("--hold", metavar="TEXT", help="keep a message that contains TEXT, but never answer it")
    parser.add_argument("--smtputf8", action="store_true", help="carry addresses in any script")
    return parser.parse_args()


class Keeper:
    """Keeps messages and answers as told."""

    def __init__(self, options):
        self.options = options
        self.refusals = dict(item.split("=", 1) for item in options.refuse)
        self.refused = 0
        self.kept = 0
        self.sessions = set()

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.options.refuse_sender:
            return self.options.refuse_sender
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.refused < self.options.refuse_first:
            self.refused += 1
            return "451 4.3.2 not now"
        self.sessions.add(id(session))
        self.kept += 1
        name = f"{self.kept:04}"
        content = envelope.original_content
        (self.options.dir / f"{name}.eml").write_bytes(content)
        record = {
            "mail_from": envelope.mail_from,
            "rcpt_tos": envelope.rcpt_tos,
            "tls": session.ssl is not None or self.options.tls == "tls",
            "signed_in": bool(session.authenticated),
            "session": len(self.sessions),
            "message": read(content),
        }
        beside = self.options.dir / f".{name}.json"
        beside.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        beside.rename(self.options.dir / f"{name}.json")
        if self.options.hold and self.options.hold.encode() in content:
            await asyncio.Event().wait()
        return "250 OK"


def read(content):
    """The message as a mail reader sees it. Bytes beyond ASCII, or a line over 998 octets, break RFC 5322."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    text, html = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    return {
        "headers": {name: str(value) for name, value in message.items()},
        "structure": [part.get_content_type() for part in message.walk()],
        "defects": [repr(defect) for part in message.walk() for defect in part.defects],
        "ascii": content.isascii(),
        "longest_line": max(map(len, content.split(b"\r\n"))),
        "text": text.get_content() if text else None,
        "html": html.get_content() if html else None,
        "attachments": [
            {
                "name": part.get_filename(),
                "content_type": part.get_content_type(),
                "sha256": hashlib.sha256(part.get_payload(decode=True)).hexdigest(),
            }
            for part in message.iter_attachments()
        ],
    }


def certificate(folder):
    """A certificate authority of one day, and under it a certificate for this machine."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)

    def signed(subject, issuer, key, signer, extensions):
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - day)
            .not_valid_after(now + day)
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([x509.DNSName(NAMES[0]), x509.IPAddress(ipaddress.ip_address(NAMES[1]))])
    ca = signed("Specimen mail root", "Specimen mail root", root, root, [(x509.BasicConstraints(True, 0), True)])
    end = signed(NAMES[0], "Specimen mail root", leaf, root, [(x509.BasicConstraints(False, None), True), (names, False)])
    key = leaf.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "ca.pem").write_bytes(ca)
    (folder / "server.pem").write_bytes(end + key)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    return context


async def serve(options):
    options.dir.mkdir(parents=True, exist_ok=True)
    context = certificate(options.dir) if options.tls != "none" else None
    keeper = Keeper(options)

    def signed_in(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        # `handled=False` lets aiosmtpd answer 535 itself
        return AuthResult(success=given == options.sign_in, handled=given == options.sign_in)

    def session():
        return SMTP(
            keeper,
            hostname="specimen.invalid",
            enable_SMTPUTF8=options.smtputf8,
            tls_context=context if options.tls == "starttls" else None,
            require_starttls=options.tls == "starttls",
            authenticator=signed_in if options.sign_in else None,
            auth_required=bool(options.sign_in),
            auth_require_tls=False,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", options.port, ssl=context if options.tls == "tls" else None)
    port = server.sockets[0].getsockname()[1]
    print(json.dumps({"port": port, "ca": str(options.dir / "ca.pem") if context else None}), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
    # sessions that clients keep open must not hold the process
    sys.stdout.flush()
