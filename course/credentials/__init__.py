"""Credentials that a stranger can check without us: Open Badges 3.0, signed with Ed25519.

Pure: no database, no clock, no web. Whoever calls passes in the key, the time and the bytes. What a
library would bring was weighed (openbadgeslib, openvc-core: LGPL, 80 modules each, a second JOSE
stack and its own network code); PyLD and cryptography do the hard parts, the rest is short.
"""
